/** `random_integer`, `random_shuffle` and `random_pet`: a random choice from given values. */

import { createHash, randomInt } from "node:crypto";
import { listOf, NUMBER, STRING, Value } from "../../values/index.js";
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
import { petName } from "./pets.js";

const id = (description: string): PlannedAttribute => ({
  type: STRING,
  computed: true,
  keeps: true,
  description,
});
const seed: PlannedAttribute = {
  type: STRING,
  optional: true,
  replaces: true,
  description: "A text that decides the result. The same text gives the same result.",
};

const INTEGER: Readonly<Record<string, PlannedAttribute>> = {
  keepers: keepers("random value"),
  min: { type: NUMBER, required: true, replaces: true, description: "The least number." },
  max: { type: NUMBER, required: true, replaces: true, description: "The greatest number." },
  seed,
  result: { type: NUMBER, computed: true, keeps: true, description: "The random number." },
  id: id("The number as text."),
};

export const randomInteger: LocalResource = tableResource({
  description: "A random whole number from a range.",
  attributes: INTEGER,
  create(planned, prior) {
    if (!prior.isNull) return planned;
    const [min, max] = [numberOf(planned, "min")!, numberOf(planned, "max")!];
    if (max < min)
      throw new Failure(
        "Create Random Integer Error",
        `The minimum (${min}) is greater than the maximum (${max}).`,
      );
    const number = min + randomNumbers(textOf(planned, "seed"))(max + 1 - min);
    return withAttributes(planned, { result: Value.number(number), id: Value.string(String(number)) });
  },
  import(text) {
    const [result = "", min = "", max = "", given, ...more] = text.split(",");
    if (![result, min, max].every((part) => /^[+-]?\d+$/.test(part)) || more.length > 0)
      throw new Failure(
        "Import Random Integer Error",
        "Expected {result},{min},{max} or {result},{min},{max},{seed}.",
      );
    return Value.object({
      keepers: Value.null(INTEGER.keepers!.type),
      min: Value.number(Number(min)),
      max: Value.number(Number(max)),
      seed: given === undefined ? Value.null(STRING) : Value.string(given),
      result: Value.number(Number(result)),
      id: Value.string(result),
    });
  },
});

export const randomShuffle: LocalResource = tableResource({
  description: "The elements of a list in random order.",
  attributes: {
    keepers: keepers("random value"),
    seed,
    input: { type: listOf(STRING), required: true, replaces: true, description: "The elements." },
    result_count: {
      type: NUMBER,
      optional: true,
      replaces: true,
      description:
        "Number of elements in the result. If it is larger than the list, elements repeat. Default: the length of the list.",
    },
    result: {
      type: listOf(STRING),
      computed: true,
      keeps: true,
      description: "The elements in random order.",
    },
    id: id("Always a dash."),
  },
  validate: (config) => atLeast(config, "result_count", 0),
  create(planned, prior) {
    if (!prior.isNull) return planned;
    const input = planned.attr("input").elements();
    const wanted = input.length === 0 ? 0 : (numberOf(planned, "result_count") ?? input.length);
    const random = randomNumbers(textOf(planned, "seed"));
    const result: Value[] = [];
    while (result.length < wanted) result.push(...shuffled(input, random).slice(0, wanted - result.length));
    return withAttributes(planned, { result: Value.list(STRING, result), id: Value.string("-") });
  },
});

function shuffled(input: readonly Value[], random: (below: number) => number): Value[] {
  const all = [...input];
  for (let last = all.length - 1; last > 0; last--) {
    const other = random(last + 1);
    [all[last], all[other]] = [all[other]!, all[last]!];
  }
  return all;
}

export const randomPet: LocalResource = tableResource({
  description: "A name of random words, such as happy-otter.",
  attributes: {
    keepers: keepers("random value"),
    length: {
      type: NUMBER,
      optional: true,
      computed: true,
      default: Value.number(2),
      replaces: true,
      description: "Number of words. Default: 2.",
    },
    prefix: { type: STRING, optional: true, replaces: true, description: "Text before the words." },
    separator: {
      type: STRING,
      optional: true,
      computed: true,
      default: Value.string("-"),
      replaces: true,
      description: "Text between the words. Default: a dash.",
    },
    id: id("The name."),
  },
  validate(config) {
    const length = config.attr("length");
    const wrong = length.isKnown && !length.isNull && length.asNumber() < 0;
    return wrong ? [invalid("length", "The number of words cannot be negative.")] : [];
  },
  create(planned, prior) {
    if (!prior.isNull) return planned;
    const separator = textOf(planned, "separator")!;
    const prefix = textOf(planned, "prefix");
    const words = petName(numberOf(planned, "length")!);
    const all = prefix ? [prefix, ...words] : words;
    return withAttributes(planned, { id: Value.string(all.join(separator)) });
  },
});

/** Random numbers from a seed, the same each time. Without a seed they come from the machine's generator. */

/** Returns a function that draws whole numbers from 0 up to, but not including, its argument. */
function randomNumbers(seed: string | undefined): (below: number) => number {
  if (!seed) return (below) => (below <= 1 ? 0 : randomInt(below));
  let count = 0;
  return (below) => {
    const digest = createHash("sha256").update(`${seed}/${count++}`).digest();
    return Number(digest.readBigUInt64BE() % BigInt(below));
  };
}
