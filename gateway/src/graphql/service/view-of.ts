import './graphile-env.ts';
import type { PgCodecAttributes, PgResource } from 'postgraphile/@dataplan/pg';
import 'postgraphile';

/** A view of schema api as PostGraphile knows it. Throws for one that is not there: the code and the migrations disagree. */
export function viewOf(build: GraphileBuild.Build, name: string): PgResource {
  const view = build.pgResources[name];
  if (view === undefined) throw new Error(`schema api has no view ${name}`);
  return view;
}

/** The columns of a view by name. */
export function columnsOf(build: GraphileBuild.Build, name: string): PgCodecAttributes {
  return viewOf(build, name).codec.attributes ?? {};
}
