/** One object of a state, as `state show` prints it. */
import { formatInstance } from "../addresses/address.js";
import type { StateInstance, StateResource } from "../interfaces/state-file.js";
import { isIdentifier, quote } from "../values/text.js";
import type { RenderOptions } from "./colour.js";
import { painter } from "./colour.js";

/** An object of the state, as `state show` prints it. */
export function renderStateResource(
  resource: StateResource,
  instance: StateInstance,
  options?: RenderOptions,
): string {
  const paint = painter(options);
  const { mode, type, name } = resource;
  const address = formatInstance({
    module: resource.module ?? "",
    mode,
    type,
    name,
    key: instance.index_key ?? undefined,
  });
  const note =
    instance.deposed !== undefined
      ? ` (deposed object ${instance.deposed})`
      : instance.status === "tainted"
        ? " (tainted)"
        : "";
  const header = `${mode === "data" ? "data" : "resource"} ${JSON.stringify(type)} ${JSON.stringify(name)}`;
  const hidden = new Set((instance.sensitive_attributes ?? []).map(pathText));
  const body = printObject((instance.attributes ?? {}) as Record<string, unknown>, 0, "", hidden, true);
  return `${paint(`# ${address}:${note}`, "bold")}\n${header} ${body}`;
}

function pathText(path: unknown): string {
  return (path as { value: unknown }[])
    .map(({ value }) => (typeof value === "object" ? `.${(value as { value: unknown }).value}` : `.${value}`))
    .join("");
}

/** What attributes of any type are wrapped in. */
function unwrap(value: unknown): unknown {
  const wrapped = value as { value?: unknown; type?: unknown } | null;
  const keys = typeof wrapped === "object" && wrapped !== null ? Object.keys(wrapped).sort().join() : "";
  const typed = keys === "type,value" && (typeof wrapped!.type === "string" || Array.isArray(wrapped!.type));
  return typed ? wrapped!.value : value;
}

function print(value: unknown, depth: number, path: string, hidden: ReadonlySet<string>): string {
  if (hidden.has(path)) return "(sensitive value)";
  const plain = unwrap(value);
  const margin = "    ".repeat(depth + 1);
  if (Array.isArray(plain)) {
    if (plain.length === 0) return "[]";
    const items = plain.map((item, i) => `${margin}    ${print(item, depth + 1, `${path}.${i}`, hidden)},`);
    return `[\n${items.join("\n")}\n${margin}]`;
  }
  if (typeof plain === "object" && plain !== null) {
    return printObject(plain as Record<string, unknown>, depth + 1, path, hidden, false);
  }
  return typeof plain === "string" ? quote(plain) : String(plain);
}

function printObject(
  object: Record<string, unknown>,
  depth: number,
  path: string,
  hidden: ReadonlySet<string>,
  omitNulls: boolean,
): string {
  const entries = Object.entries(object)
    .filter(([, value]) => !omitNulls || unwrap(value) !== null)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  if (entries.length === 0) return "{}";
  const label = (name: string) => (isIdentifier(name) ? name : quote(name));
  const width = Math.max(...entries.map(([name]) => label(name).length));
  const margin = "    ".repeat(depth);
  const lines = entries.map(
    ([name, value]) =>
      `${margin}    ${label(name).padEnd(width)} = ${print(value, depth, `${path}.${name}`, hidden)}`,
  );
  return `{\n${lines.join("\n")}\n${margin}}`;
}
