/** `random_id`, `random_bytes` and the three kinds of UUIDs. */
import { randomBytes, randomUUID } from "node:crypto";
import { NUMBER, STRING, Value } from "../../values/index.js";
import { Failure, type LocalResource, withAttributes } from "../kit/local.js";
import { atLeast, keepers, numberOf, type PlannedAttribute, tableResource, textOf } from "../kit/table.js";

const computed = (description: string, more: Partial<PlannedAttribute> = {}): PlannedAttribute => ({
  type: STRING,
  computed: true,
  keeps: true,
  description,
  ...more,
});

function idOf(bytes: Buffer, prefix: string): Record<string, Value> {
  const id = bytes.toString("base64url");
  return {
    id: Value.string(id),
    b64_url: Value.string(prefix + id),
    b64_std: Value.string(prefix + bytes.toString("base64")),
    hex: Value.string(prefix + bytes.toString("hex")),
    dec: Value.string(prefix + BigInt(`0x0${bytes.toString("hex")}`)),
  };
}

/** The attributes of a table: the given values, and null for all others. */
const object = (names: Readonly<Record<string, PlannedAttribute>>, values: Record<string, Value>): Value =>
  Value.object(Object.entries(names).map(([name, { type }]) => [name, values[name] ?? Value.null(type)]));

const ID: Readonly<Record<string, PlannedAttribute>> = {
  keepers: keepers("random value"),
  byte_length: { type: NUMBER, required: true, replaces: true, description: "Number of bytes; at least 1." },
  prefix: {
    type: STRING,
    optional: true,
    replaces: true,
    description: "Text before every result except id.",
  },
  b64_url: computed("In base64 for URLs."),
  b64_std: computed("In base64."),
  hex: computed("In hexadecimal digits."),
  dec: computed("In decimal digits."),
  id: computed("In base64 for URLs, without the prefix."),
};

export const randomId: LocalResource = tableResource({
  description: "Random bytes as an identifier.",
  attributes: ID,
  validate: (config) => atLeast(config, "byte_length", 1),
  create: (planned, prior) =>
    prior.isNull
      ? withAttributes(
          planned,
          idOf(randomBytes(numberOf(planned, "byte_length")!), textOf(planned, "prefix") ?? ""),
        )
      : planned,
  import(text) {
    const comma = text.lastIndexOf(",");
    const prefix = comma < 0 ? "" : text.slice(0, comma);
    const bytes = Buffer.from(text.slice(comma + 1), "base64url");
    if (bytes.toString("base64url") !== text.slice(comma + 1))
      throw new Failure("Import Random ID Error", `${JSON.stringify(text)} is not base64 for URLs.`);
    return object(ID, {
      ...idOf(bytes, prefix),
      byte_length: Value.number(bytes.length),
      ...(prefix !== "" && { prefix: Value.string(prefix) }),
    });
  },
});

const bytesOf = (bytes: Buffer): Record<string, Value> => ({
  base64: Value.string(bytes.toString("base64")),
  hex: Value.string(bytes.toString("hex")),
});

const BYTES: Readonly<Record<string, PlannedAttribute>> = {
  keepers: { ...keepers("random value"), replaces: true },
  length: { type: NUMBER, required: true, replaces: true, description: "Number of bytes; at least 1." },
  base64: computed("In base64.", { sensitive: true }),
  hex: computed("In hexadecimal digits.", { sensitive: true }),
};

export const randomBytesResource: LocalResource = tableResource({
  description: "Random bytes, as a secret.",
  attributes: BYTES,
  validate: (config) => atLeast(config, "length", 1),
  create: (planned, prior) =>
    prior.isNull ? withAttributes(planned, bytesOf(randomBytes(numberOf(planned, "length")!))) : planned,
  import(text) {
    const bytes = Buffer.from(text, "base64");
    if (bytes.toString("base64") !== text)
      throw new Failure("Import Random bytes Error", `${JSON.stringify(text)} is not base64.`);
    return object(BYTES, { ...bytesOf(bytes), length: Value.number(bytes.length) });
  },
});

const UUID: Readonly<Record<string, PlannedAttribute>> = {
  keepers: keepers("random value"),
  result: computed("The UUID."),
  id: computed("The same as result."),
};

function uuidResource(description: string, make: () => string): LocalResource {
  const of = (uuid: string) => ({ result: Value.string(uuid), id: Value.string(uuid) });
  return tableResource({
    description,
    attributes: UUID,
    create: (planned, prior) => (prior.isNull ? withAttributes(planned, of(make())) : planned),
    import(text) {
      if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text))
        throw new Failure("Import Random UUID Error", `${JSON.stringify(text)} is not a UUID.`);
      return object(UUID, of(text.toLowerCase()));
    },
  });
}

/** A UUID without a version: all of its bits are random. */
function plainUuid(): string {
  return randomBytes(16)
    .toString("hex")
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/** A UUID that starts with the time in milliseconds. */
function uuid7(): string {
  const time = Date.now().toString(16).padStart(12, "0");
  const rest = randomUUID().slice(14);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${rest.slice(1)}`;
}

export const randomUuid = uuidResource("A random UUID.", plainUuid);
export const randomUuid4 = uuidResource("A random UUID of version 4.", randomUUID);
export const randomUuid7 = uuidResource("A random UUID of version 7, which starts with the time.", uuid7);
