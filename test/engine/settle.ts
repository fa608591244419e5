const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** A plan or a state, or a part of one, without what differs from run to run. */
export function settle<T>(value: T): T {
  const text = JSON.stringify(value)
    .replace(UUID, "<id>")
    .replace(/"deposed(_key)?":"[0-9a-f]{8}"/g, '"deposed$1":"<key>"')
    .replace(/deposed object [0-9a-f]{8}/g, "deposed object <key>")
    .replace(/"terraform_version":"[^"]*"/g, '"terraform_version":"*"')
    .replace(/"(timestamp)":"[^"]*",?/g, "");
  const settled = JSON.parse(text);
  for (const name of ["relevant_attributes", "check_results"]) sortList(settled, name);
  for (const values of [settled?.planned_values, settled?.prior_state?.values])
    sortModules(values?.root_module);
  return settled;
}

interface ModuleValues {
  readonly address?: string;
  readonly child_modules?: ModuleValues[];
}

/** The real one gives them in any order. */
function sortModules(module: ModuleValues | undefined): void {
  module?.child_modules?.sort((a, b) => (a.address! < b.address! ? -1 : 1));
  for (const child of module?.child_modules ?? []) sortModules(child);
}

/** Lists whose order means nothing. */
function sortList(record: Record<string, unknown>, name: string): void {
  const list = record?.[name];
  if (Array.isArray(list)) record[name] = list.map((item) => JSON.stringify(item)).sort();
}
