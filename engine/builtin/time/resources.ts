/** `time_static`, `time_offset` and `time_rotating`: moments that stay the same once they are in the state. */
import type { Diagnostic } from "../../interfaces/provider.js";
import { NUMBER, STRING, Value } from "../../values/index.js";
import { Failure, type LocalResource, withAttributes } from "../kit/local.js";
import { atLeast, keepers, numberOf, type PlannedAttribute, tableResource } from "../kit/table.js";
import {
  fieldsOf,
  formatMoment,
  type Moment,
  momentOf,
  parseMoment,
  type Shift,
  shifted,
} from "./moments.js";

export type Now = () => Date;
type Attributes = Readonly<Record<string, PlannedAttribute>>;

export const triggers: PlannedAttribute = {
  ...keepers("base moment"),
  replaces: true,
};

const part = (description: string): PlannedAttribute => ({ type: NUMBER, computed: true, description });
const PARTS: Attributes = {
  year: part("Its year."),
  month: part("Its month, from 1."),
  day: part("Its day of the month."),
  hour: part("Its hour."),
  minute: part("Its minute."),
  second: part("Its second."),
  unix: part("In seconds since 1970."),
};

const partsOf = (moment: Moment): Record<string, Value> =>
  Object.fromEntries(Object.entries(fieldsOf(moment)).map(([name, value]) => [name, Value.number(value)]));

const text = (moment: Moment): Value => Value.string(formatMoment(moment));

/** The moment of an attribute; undefined if it is null, unknown or not a moment. */
function momentIn(object: Value, name: string): Moment | undefined {
  const value = object.attr(name);
  return value.isKnown && !value.isNull ? (parseMoment(value.asString()) ?? undefined) : undefined;
}

function checkMoments(config: Value, ...names: readonly string[]): Diagnostic[] {
  return names.flatMap((name) => {
    const value = config.attr(name);
    if (!value.isKnown || value.isNull || parseMoment(value.asString())) return [];
    return [
      {
        severity: "error",
        summary: "Invalid RFC3339 String Value",
        detail: `${name} is ${JSON.stringify(value.asString())}, which is not a moment such as 2026-01-31T08:00:00Z.`,
        attribute: [{ attribute: name }],
      } as const,
    ];
  });
}

function oneOf(config: Value, names: readonly string[]): Diagnostic[] {
  if (names.some((name) => !config.attr(name).isKnown || !config.attr(name).isNull)) return [];
  return [
    {
      severity: "error",
      summary: "Missing Attribute Configuration",
      detail: `At least one of these attributes must be configured: ${names.join(", ")}`,
    },
  ];
}

const STATIC: Attributes = {
  triggers,
  rfc3339: {
    type: STRING,
    optional: true,
    computed: true,
    replaces: true,
    description: "The moment. Default: when the resource is created.",
  },
  ...PARTS,
  id: { type: STRING, computed: true, keeps: true, description: "The moment." },
};

const staticOf = (moment: Moment) => ({ ...partsOf(moment), rfc3339: text(moment), id: text(moment) });

export const timeStatic = (now: Now): LocalResource =>
  tableResource({
    description: "A moment.",
    attributes: STATIC,
    validate: (config) => checkMoments(config, "rfc3339"),
    modify(planned, { prior }) {
      const given = momentIn(planned, "rfc3339");
      return prior.isNull && given ? withAttributes(planned, staticOf(given)) : planned;
    },
    create: (planned, prior) =>
      prior.isNull
        ? withAttributes(planned, staticOf(momentIn(planned, "rfc3339") ?? momentOf(now())))
        : planned,
    import: (id) => ofTable(STATIC, staticOf(momentOfId("static", id))),
  });

const OFFSETS = ["years", "months", "days", "hours", "minutes", "seconds"] as const;
const amounts = (prefix: string, names: readonly string[], verb: string): Attributes =>
  Object.fromEntries(
    names.map((name) => [
      `${prefix}_${name}`,
      { type: NUMBER, optional: true, description: `How many ${name} ${verb}.` },
    ]),
  );

const OFFSET: Attributes = {
  triggers,
  base_rfc3339: {
    type: STRING,
    optional: true,
    computed: true,
    description: "The moment to count from. Default: when the resource is created.",
  },
  ...amounts("offset", OFFSETS, "to add"),
  ...PARTS,
  rfc3339: { type: STRING, computed: true, description: "The resulting moment." },
  id: { type: STRING, computed: true, description: "The moment to count from." },
};

/** Adds the amounts one after the other, in this order, as the real provider does. */
const ORDER = ["days", "hours", "minutes", "months", "seconds", "years"] as const;

function offsetFrom(base: Moment, object: Value): Record<string, Value> {
  const moment = ORDER.reduce(
    (at, unit): Moment => shifted(at, { [unit]: numberOf(object, `offset_${unit}`) ?? 0 } as Shift),
    base,
  );
  return { ...partsOf(moment), base_rfc3339: text(base), rfc3339: text(moment), id: text(base) };
}

const changedIn = (prefix: string, names: readonly string[], a: Value, b: Value): boolean =>
  names.some((name) => !a.attr(`${prefix}_${name}`).equals(b.attr(`${prefix}_${name}`)));

export const timeOffset = (now: Now): LocalResource =>
  tableResource({
    description: "A moment at an offset from another one.",
    attributes: OFFSET,
    validate: (config) => [
      ...checkMoments(config, "base_rfc3339"),
      ...oneOf(
        config,
        OFFSETS.map((name) => `offset_${name}`),
      ),
    ],
    modify(planned, { prior }) {
      if (prior.isNull || !changedIn("offset", OFFSETS, planned, prior)) return planned;
      if (OFFSETS.some((name) => !planned.attr(`offset_${name}`).isKnown)) return planned;
      const base = momentIn(planned, "base_rfc3339") ?? momentIn(prior, "base_rfc3339");
      return base ? withAttributes(planned, offsetFrom(base, planned)) : planned;
    },
    create: (planned) =>
      withAttributes(planned, offsetFrom(momentIn(planned, "base_rfc3339") ?? momentOf(now()), planned)),
    import(id) {
      const [base = "", ...given] = id.split(",");
      if (given.length !== OFFSETS.length || given.every((n) => n === ""))
        throw new Failure(
          "Unexpected Format of ID",
          `Expected BASETIMESTAMP,YEARS,MONTHS,DAYS,HOURS,MINUTES,SECONDS with at least one of them, not ${JSON.stringify(id)}.`,
        );
      const set = amountsOf("offset", OFFSETS, given);
      const object = ofTable(OFFSET, set);
      return withAttributes(object, offsetFrom(momentOfId("offset", base), object));
    },
  });

const ROTATIONS = ["years", "months", "days", "hours", "minutes"] as const;
const ROTATING: Attributes = {
  triggers,
  rfc3339: {
    type: STRING,
    optional: true,
    computed: true,
    replaces: true,
    description: "The moment to count from. Default: when the resource is created.",
  },
  rotation_rfc3339: {
    type: STRING,
    optional: true,
    computed: true,
    description: "When the resource is replaced.",
  },
  ...amounts("rotation", ROTATIONS, "until the resource is replaced"),
  ...PARTS,
  id: { type: STRING, computed: true, description: "The moment to count from." },
};

/** The last unit that is set counts, in this order, as in the real provider. */
const ROTATION_ORDER = ["days", "hours", "minutes", "months", "rfc3339", "years"] as const;

function rotationFrom(base: Moment, object: Value): Record<string, Value> {
  let moment: Moment | undefined;
  for (const unit of ROTATION_ORDER) {
    if (unit === "rfc3339") moment = momentIn(object, "rotation_rfc3339") ?? moment;
    else {
      const amount = numberOf(object, `rotation_${unit}`);
      if (amount) moment = shifted(base, { [unit]: amount } as Shift);
    }
  }
  const rotation = moment ?? base;
  return { ...partsOf(rotation), rotation_rfc3339: text(rotation), rfc3339: text(base), id: text(base) };
}

export const timeRotating = (now: Now): LocalResource =>
  tableResource({
    description: "A moment that is replaced by the current one after some time.",
    attributes: ROTATING,
    validate: (config) => [
      ...checkMoments(config, "rfc3339", "rotation_rfc3339"),
      ...ROTATIONS.flatMap((name) => atLeast(config, `rotation_${name}`, 1)),
      ...oneOf(config, [...ROTATIONS.map((name) => `rotation_${name}`), "rotation_rfc3339"]),
    ],
    modify(planned, { prior }) {
      if (prior.isNull || !changedIn("rotation", [...ROTATIONS, "rfc3339"], planned, prior)) return planned;
      if (ROTATIONS.some((name) => !planned.attr(`rotation_${name}`).isKnown)) return planned;
      const base = momentIn(planned, "rfc3339") ?? momentIn(prior, "rfc3339");
      return base ? withAttributes(planned, rotationFrom(base, planned)) : planned;
    },
    create: (planned) =>
      withAttributes(planned, rotationFrom(momentIn(planned, "rfc3339") ?? momentOf(now()), planned)),
    async read(state) {
      const end = momentIn(state, "rotation_rfc3339");
      return end && now().getTime() / 1000 > end.seconds ? undefined : state;
    },
    import(id) {
      const [base = "", ...given] = id.split(",");
      const at = momentOfId("rotating", base);
      const set =
        given.length === 1
          ? { rotation_rfc3339: text(momentOfId("rotating", given[0]!)) }
          : amountsOf("rotation", ROTATIONS, given);
      if ((given.length !== 1 && given.length !== ROTATIONS.length) || Object.keys(set).length === 0)
        throw new Failure(
          "Unexpected Format of ID",
          `Expected BASETIMESTAMP,YEARS,MONTHS,DAYS,HOURS,MINUTES or BASETIMESTAMP,ROTATIONTIMESTAMP, not ${JSON.stringify(id)}.`,
        );
      const object = ofTable(ROTATING, set);
      return withAttributes(object, rotationFrom(at, object));
    },
  });

function amountsOf(
  prefix: string,
  names: readonly string[],
  given: readonly string[],
): Record<string, Value> {
  const set: Record<string, Value> = {};
  for (const [index, name] of names.entries()) {
    const number = given[index] ?? "";
    if (number === "") continue;
    if (!/^-?\d+$/.test(number))
      throw new Failure("Unexpected Format of ID", `${number} is not a whole number.`);
    set[`${prefix}_${name}`] = Value.number(Number(number));
  }
  return set;
}

function momentOfId(what: string, id: string): Moment {
  const moment = parseMoment(id);
  if (!moment)
    throw new Failure(
      `Import time ${what} error`,
      `${JSON.stringify(id)} is not a moment such as 2026-01-31T08:00:00Z.`,
    );
  return moment;
}

/** The attributes of a table: the given values, and null for all others. An imported resource has an empty map of triggers. */
export function ofTable(table: Attributes, values: Readonly<Record<string, Value>>): Value {
  const none = Value.map(STRING, {});
  return Value.object(
    Object.entries(table).map(([name, { type }]) => [
      name,
      values[name] ?? (name === "triggers" ? none : Value.null(type)),
    ]),
  );
}
