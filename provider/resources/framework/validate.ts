import { type Plain, UNKNOWN } from "../../../engine/values/index.js";
import type {
  AttributeDefinition,
  BlockDefinition,
  Finding,
  InnerDefinition,
  NestedDefinition,
  PlainObject,
  Validator,
} from "./definition.js";

/** Runs the validators of a definition on what is known and given. */
export function validateBlock(block: BlockDefinition, config: PlainObject): Finding[] {
  const findings = validateAttributes(block.attributes, config, "");
  return [...findings, ...validateBlocks(block.blocks, config, "")];
}

/** Limits that the official provider's schema does not declare. */
export function checkedAlone({ minItems, maxItems, ...nested }: NestedDefinition): NestedDefinition {
  return {
    ...nested,
    ...(minItems !== undefined && { atLeast: minItems }),
    ...(maxItems !== undefined && { atMost: maxItems }),
  };
}

function validateBlocks(
  blocks: Readonly<Record<string, InnerDefinition>> = {},
  config: PlainObject,
  prefix: string,
): Finding[] {
  return Object.entries(blocks).flatMap(([name, nested]) => {
    const path = `${prefix}${name}.`;
    const items = nested.nesting === "single" ? [config[name] ?? null] : config[name];
    const inside = (Array.isArray(items) ? items : []).flatMap((item) =>
      item === null || typeof item !== "object" || Array.isArray(item)
        ? []
        : [
            ...validateAttributes(nested.attributes, item, path),
            ...validateBlocks(nested.blocks, item, path),
          ],
    );
    return [...validateCount(`${prefix}${name}`, nested, items), ...inside].map((finding) => ({
      ...finding,
      attribute: name,
    }));
  });
}

function validateCount(path: string, { atLeast = 0, atMost }: InnerDefinition, items: unknown): Finding[] {
  if (!Array.isArray(items)) return [];
  if (items.length < atLeast)
    return [{ summary: `Missing block ${path}`, detail: `Give a block "${path}".` }];
  if (atMost !== undefined && items.length > atMost)
    return [
      { summary: `Too many blocks ${path}`, detail: `Give at most ${atMost} of the blocks "${path}".` },
    ];
  return [];
}

function validateAttributes(
  definitions: Readonly<Record<string, AttributeDefinition>>,
  config: PlainObject,
  prefix: string,
): Finding[] {
  return validatorsIn(definitions).flatMap(([name, validators]) => {
    const value = config[name] ?? null;
    if (value === null || value === UNKNOWN) return [];
    return validators.flatMap((validator) => {
      const wrong = validator(value);
      const summary = `Invalid value for ${prefix}${name}`;
      return wrong === null ? [] : [{ summary, detail: `${prefix}${name} ${wrong}`, attribute: name }];
    });
  });
}

type Definitions = Readonly<Record<string, AttributeDefinition>>;
const validators = new WeakMap<Definitions, readonly (readonly [string, readonly Validator[]])[]>();

/** The attributes that have validators, with them: a few of many, looked up for every object. */
function validatorsIn(definitions: Definitions) {
  let all = validators.get(definitions);
  if (!all) {
    all = Object.entries(definitions).flatMap(([name, { validate = [] }]) =>
      validate.length > 0 ? [[name, validate] as const] : [],
    );
    validators.set(definitions, all);
  }
  return all;
}

/** More than white space. */
export const nonEmpty: Validator = (value) =>
  typeof value === "string" && value.trim() === "" ? "must not be empty." : null;

/** Requires one of the texts exactly. */
export function oneOf(...allowed: readonly string[]): Validator {
  return (value) =>
    allowed.includes(String(value))
      ? null
      : `is ${JSON.stringify(value)}; it must be one of ${allowed.map((a) => `"${a}"`).join(", ")}.`;
}

/** A whole number within the limits, both included. */
export function between(low: number, high: number, unit: string): Validator {
  return (value) =>
    typeof value === "number" && Number.isInteger(value) && value >= low && value <= high
      ? null
      : `is ${String(value)}; it must be a whole number of ${unit} from ${low} to ${high}.`;
}

/** An absolute address of HTTP or HTTPS. */
export const httpUrl: Validator = (value) => {
  const text = String(value);
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)
    ? null
    : `is ${JSON.stringify(value)}; it must be an address that starts with "https://" or "http://".`;
};

/** R3: `"*"` means every environment, so it must be the only element. */
export const everyoneOrSome: Validator = (value) => {
  const items = value as Plain[];
  if (items.includes("*") && items.length > 1)
    return 'has "*", which means every environment, and ids. Give either "*" or ids.';
  return items.includes("") ? "has an empty id." : null;
};
