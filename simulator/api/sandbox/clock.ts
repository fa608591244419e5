import { setImmediate } from "node:timers/promises";
import { iso } from "../../core/common.js";
import { badRequest, invalid } from "../../core/errors.js";
import { ClockError } from "../../platform/clock/index.js";
import type { AdvancedClock, SandboxClock, UpcomingClock } from "../../sandbox/contract/answers.js";
import type { OperationRequest, SandboxContext } from "./context.js";
import { parseDuration } from "./duration.js";

/** How many coming deadlines are shown. */
const SHOWN = 10;

/** The sandbox's time, whether it stands still, and how many milliseconds it is ahead of the machine's. */
export function describeClock({ services: { clock } }: SandboxContext): SandboxClock {
  return { now: iso(clock.now()), mode: clock.mode, offset: clock.offset };
}

/** `GET /clock`: the time, and for the operator what falls due next. */
export function showClock(context: SandboxContext, { caller }: OperationRequest): UpcomingClock {
  if (!caller?.unrestricted) return { ...describeClock(context), upcoming: [] };
  const upcoming = context.deadlines
    .upcoming(SHOWN)
    .map(({ at, name, rule, type, id }) => ({ at: iso(at), name, rule, object: { type, id } }));
  return { ...describeClock(context), upcoming };
}

/**
 * Lets the process see what broke before this request was sent: an agent that was killed then is not to count as
 * connected while the time jumps (R13). What is ready with the request takes one turn, its closing another.
 */
async function seeBrokenConnections(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) await setImmediate();
}

/**
 * `POST /clock/advance {"by": "4h"}`: moves the time forward, whichever kind of clock it is; a real clock runs on
 * from there. Everything due on the way happens at its own time. Answers with what that was.
 */
export async function advanceClock(
  context: SandboxContext,
  { body }: { readonly body: unknown },
): Promise<AdvancedClock> {
  const { clock } = context.services;
  const by = (body as { readonly by?: unknown } | null | undefined)?.by;
  if (by === undefined) throw badRequest('The body must say how far to advance, like {"by": "4h"}.', "/by");
  const ms = parseDuration(by);
  if (ms === null)
    throw invalid(
      `'by' must be a time span such as "4h", "5m30s", "PT4H" or a number of milliseconds, not ${JSON.stringify(by)}.`,
      "/by",
    );
  try {
    await seeBrokenConnections();
    const fired = await clock.advance(ms);
    return {
      ...describeClock(context),
      fired: fired.map(({ at, name, rule, type, id, error }) => ({
        at: iso(at),
        name,
        rule,
        object: { type, id },
        ...(error !== undefined && { error }),
      })),
    };
  } catch (error) {
    if (error instanceof ClockError) throw invalid(error.message, "/by");
    throw error;
  }
}
