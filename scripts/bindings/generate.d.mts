/** The files of the bindings, by their path in the bindings' folder, from what `providerSchemaJson` returns. */
export function generateBindings(schema: object, source: string): Promise<Map<string, string>>;
/** The bindings as they are in a folder. */
export function readBindings(folder: string): Promise<Map<string, string>>;
