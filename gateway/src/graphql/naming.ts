import 'postgraphile';

/**
 * Names as people say them: `case(tenantId, id)` for a row by its key, `cases(…)` for a page of rows, plain field names
 * for lists and relations. PostGraphile's defaults (`allCases`, `caseByTenantIdAndId`, `casesList`, `rowId`) keep apart
 * kinds of fields that our behaviours never offer side by side.
 */
export const namingPlugin: GraphileConfig.Plugin = {
  name: 'LiangjiNamingPlugin',
  version: '1.0.0',
  inflection: {
    replace: {
      _attributeName(_previous, _options, { attributeName, codec }) {
        const attribute = codec.attributes[attributeName];
        return this.coerceToGraphQLName((attribute?.extensions?.tags?.name as string | undefined) ?? attributeName);
      },
      rowByUnique(_previous, _options, { resource }) {
        return this.camelCase(this.tableType(resource.codec));
      },
      _allRows(_previous, _options, resource) {
        return this.camelCase(this.pluralize(this._singularizedResourceName(resource)));
      },
      connectionField(_previous, _options, name) {
        return name;
      },
      listField(_previous, _options, name) {
        return name;
      },
    },
  },
};
