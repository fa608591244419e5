/** `random_string` and `random_password`: texts of chosen kinds of characters. */
import { randomInt } from "node:crypto";
import type { Diagnostic } from "../../interfaces/provider.js";
import { BOOL, type Json, NUMBER, STRING, Value } from "../../values/index.js";
import { Failure, type LocalResource, withAttributes } from "../kit/local.js";
import {
  atLeast,
  invalid,
  keepers,
  numberOf,
  type PlannedAttribute,
  tableResource,
  textOf,
} from "../kit/table.js";

/** The characters of each kind, in the order in which they are drawn. */
const KINDS = {
  numeric: "0123456789",
  lower: "abcdefghijklmnopqrstuvwxyz",
  upper: "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
  special: "!@#$%&*()-_=+[]{}<>:?",
} as const;

type Kind = keyof typeof KINDS;
const kinds = Object.keys(KINDS) as Kind[];

const flag = (what: string): PlannedAttribute => ({
  type: BOOL,
  optional: true,
  computed: true,
  default: Value.bool(true),
  replaces: true,
  description: `Include ${what} in the result. Default: true.`,
});

const minimum = (what: string): PlannedAttribute => ({
  type: NUMBER,
  optional: true,
  computed: true,
  default: Value.number(0),
  replaces: true,
  description: `Minimum number of ${what} in the result. Default: 0.`,
});

/** `number` is the former name of `numeric`: each has the value of the other. */
const digits: PlannedAttribute = { type: BOOL, optional: true, computed: true, replaces: true };

const shared: Readonly<Record<string, PlannedAttribute>> = {
  keepers: keepers("random value"),
  length: { type: NUMBER, required: true, replaces: true, description: "Number of characters." },
  special: flag("special characters"),
  upper: flag("upper case letters"),
  lower: flag("lower case letters"),
  number: { ...digits, deprecated: "Use numeric instead.", description: "The former name of numeric." },
  numeric: { ...digits, description: "Include digits in the result. Default: true." },
  min_numeric: minimum("digits"),
  min_upper: minimum("upper case letters"),
  min_lower: minimum("lower case letters"),
  min_special: minimum("special characters"),
  override_special: {
    type: STRING,
    optional: true,
    description: `Special characters to use instead of ${KINDS.special}`,
    // Version 3.4.2 of the real provider wrote empty texts for unset attributes.
    replaces: (planned, prior) => !(planned.isNull && !prior.isNull && prior.asString() === ""),
  },
};

const result: PlannedAttribute = {
  type: STRING,
  computed: true,
  keeps: true,
  description: "The random text.",
};
const id: PlannedAttribute = {
  type: STRING,
  computed: true,
  keeps: true,
  description: "The same as result.",
};

export const randomString: LocalResource = textResource({
  version: 2,
  description: "A random text that is not a secret.",
  attributes: { ...shared, result, id },
  of: async (text) => ({ result: Value.string(text), id: Value.string(text) }),
});

export const randomPassword: LocalResource = textResource({
  version: 3,
  description: "A random text that is a secret.",
  attributes: {
    ...shared,
    result: { ...result, sensitive: true },
    bcrypt_hash: {
      type: STRING,
      computed: true,
      keeps: true,
      sensitive: true,
      description: "A bcrypt hash of the first 72 bytes of the result.",
    },
    id: { ...id, description: "Always none: the id is not secret." },
  },
  of: async (text) => ({
    result: Value.string(text),
    bcrypt_hash: Value.string(await bcrypt(text)),
    id: Value.string("none"),
  }),
});

async function bcrypt(text: string): Promise<string> {
  const { hash } = await import("bcryptjs");
  return hash(text, 10);
}

interface TextResource {
  readonly version: number;
  readonly description: string;
  readonly attributes: Readonly<Record<string, PlannedAttribute>>;
  /** The attributes computed from the text. */
  of(text: string): Promise<Record<string, Value>>;
}

function textResource({ version, description, attributes, of }: TextResource): LocalResource {
  return tableResource({
    version,
    description,
    attributes,
    validate,
    modify(planned, { config }) {
      const given = [config.attr("numeric"), config.attr("number")].find((value) => !value.isNull);
      const wanted = given ?? Value.bool(true);
      return withAttributes(planned, { number: wanted, numeric: wanted });
    },
    create: async (planned, prior) =>
      prior.isNull ? withAttributes(planned, await of(generate(planned))) : planned,
    async import(text) {
      const all = Object.entries(attributes).map(([name, { type, default: fallback }]): [string, Value] => [
        name,
        fallback ?? Value.null(type),
      ]);
      const yes = Value.bool(true);
      const length = Value.number(Buffer.byteLength(text));
      return withAttributes(Value.object(all), { ...(await of(text)), length, number: yes, numeric: yes });
    },
    upgrade: (_version, json) => upgrade(json, Object.hasOwn(attributes, "bcrypt_hash")),
  });
}

function validate(config: Value): Diagnostic[] {
  const problems = atLeast(config, "length", 1);
  for (const kind of kinds) problems.push(...atLeast(config, `min_${kind}`, 0));
  const [number, numeric] = [config.attr("number"), config.attr("numeric")];
  if (known(number) && known(numeric) && number.asBool() !== numeric.asBool()) {
    problems.push({
      severity: "error",
      summary: "Number and numeric are both configured with different values",
      detail: "Number is deprecated, use numeric instead",
    });
  }
  const flags = ["special", "upper", "lower", known(number) ? "number" : "numeric"].map((name) =>
    config.attr(name),
  );
  if (flags.every((value) => known(value) && !value.asBool())) {
    problems.push(
      invalid("numeric", "At least one attribute out of special, upper, lower, numeric must be true."),
    );
  }
  const length = config.attr("length");
  const least = kinds.map((kind) => config.attr(`min_${kind}`)).filter(known);
  const sum = least.reduce((total, value) => total + value.asNumber(), 0);
  if (known(length) && length.asNumber() < sum) {
    problems.push(
      invalid(
        "length",
        `Attribute length value must be at least sum of min_upper + min_lower + min_numeric + min_special (${sum}), got: ${length.numberText()}`,
      ),
    );
  }
  return problems;
}

const known = (value: Value): boolean => value.isKnown && !value.isNull;

function generate(planned: Value): string {
  const characters = (kind: Kind): string[] => [
    ...(kind === "special" ? textOf(planned, "override_special") || KINDS.special : KINDS[kind]),
  ];
  const all = kinds.filter((kind) => planned.attr(kind).asBool()).flatMap(characters);
  if (all.length === 0) throw new Failure("Random Read Error", "The set of characters is empty.");
  const pick = (from: readonly string[]) => from[randomInt(from.length)]!;
  const result = kinds.flatMap((kind) =>
    Array.from({ length: numberOf(planned, `min_${kind}`) ?? 0 }, () => pick(characters(kind))),
  );
  while (result.length < numberOf(planned, "length")!) result.push(pick(all));
  for (let last = result.length - 1; last > 0; last--) {
    const other = randomInt(last + 1);
    [result[last], result[other]] = [result[other]!, result[last]!];
  }
  return result.join("");
}

/** Earlier versions had no `numeric` or `bcrypt_hash`, and left out values after an import. */
async function upgrade(json: Readonly<Record<string, Json>>, hashed: boolean): Promise<Json> {
  const number = json.numeric ?? json.number ?? true;
  const filled: Record<string, Json> = { ...json, number, numeric: number };
  for (const name of ["special", "upper", "lower"]) filled[name] ??= true;
  for (const kind of kinds) filled[`min_${kind}`] ??= 0;
  filled.length ??= Buffer.byteLength(String(json.result ?? ""));
  filled.override_special ??= null;
  filled.keepers ??= null;
  if (hashed) filled.bcrypt_hash ??= await bcrypt(String(json.result ?? ""));
  return filled;
}
