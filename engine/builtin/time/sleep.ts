/** `time_sleep`: waits when it is created and destroyed. */
import { setTimeout as delay } from "node:timers/promises";
import type { Diagnostic } from "../../interfaces/provider.js";
import { STRING, Value } from "../../values/index.js";
import { Failure, type LocalResource, withAttributes } from "../kit/local.js";
import { invalid, type PlannedAttribute, tableResource, textOf } from "../kit/table.js";
import { formatMoment, momentOf } from "./moments.js";
import { type Now, ofTable, triggers } from "./resources.js";

const DURATION = /^([0-9]+(?:\.[0-9]+)?)(ms|s|m|h)$/;
const MILLISECONDS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };
const NAMES = ["create_duration", "destroy_duration"] as const;

const duration = (when: string): PlannedAttribute => ({
  type: STRING,
  optional: true,
  description: `How long to wait when the resource is ${when}, such as 30s or 5m.`,
});

const SLEEP: Readonly<Record<string, PlannedAttribute>> = {
  create_duration: duration("created"),
  destroy_duration: duration("destroyed"),
  triggers,
  id: { type: STRING, computed: true, keeps: true, description: "When it was created." },
};

/** @param stopped ends a wait early */
export function timeSleep(now: Now, stopped: AbortSignal): LocalResource {
  const wait = async (text: string | undefined, what: string): Promise<void> => {
    if (!text) return;
    const [, number, unit] = DURATION.exec(text)!;
    await delay(Number(number) * MILLISECONDS[unit!]!, undefined, { signal: stopped }).catch(() => {
      throw new Failure(`${what} time sleep error`, `The wait of ${text} was interrupted.`);
    });
  };
  const id = () => Value.string(formatMoment(momentOf(now())));
  return tableResource({
    description: "Waits when it is created, when it is destroyed, or both.",
    attributes: SLEEP,
    validate,
    async create(planned, prior) {
      if (!prior.isNull) return planned;
      await wait(textOf(planned, "create_duration"), "Create");
      return withAttributes(planned, { id: id() });
    },
    destroy: (state) => wait(textOf(state, "destroy_duration"), "Delete"),
    import(text) {
      const parts = text.split(",");
      if (
        parts.length !== 2 ||
        parts.every((one) => one === "") ||
        !parts.every((p) => p === "" || DURATION.test(p))
      )
        throw new Failure(
          "Unexpected Format of ID",
          `Expected CREATEDURATION,DESTROYDURATION with at least one of them, not ${JSON.stringify(text)}.`,
        );
      const given = NAMES.map((name, index): [string, Value] => [
        name,
        parts[index] === "" ? Value.null(STRING) : Value.string(parts[index]!),
      ]);
      return ofTable(SLEEP, { ...Object.fromEntries(given), id: id() });
    },
  });
}

function validate(config: Value): Diagnostic[] {
  const given = NAMES.filter((name) => !config.attr(name).isNull);
  if (given.length === 0)
    return [invalid(NAMES[0], `At least one of these attributes must be configured: ${NAMES.join(", ")}`)];
  return given.flatMap((name) => {
    const value = config.attr(name);
    if (!value.isKnown || DURATION.test(value.asString())) return [];
    return [
      invalid(
        name,
        `${name} must be a number immediately followed by ms (milliseconds), s (seconds), m (minutes), or h (hours), such as "30s", got: ${value.asString()}`,
      ),
    ];
  });
}
