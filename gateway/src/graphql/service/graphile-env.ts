// Imported before anything of Graphile: unset, it prints a notice and, under NODE_ENV=test, plans many times slower.
process.env['GRAPHILE_ENV'] ??= 'production';
