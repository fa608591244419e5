import { setImmediate } from "node:timers/promises";
import { iso } from "../../core/common.js";
import { badRequest, invalid } from "../../core/errors.js";
import { ClockError } from "../../platform/clock/index.js";
import type { AdvancedClock, SandboxClock, UpcomingClock } from "../../sandbox/contract/answers.js";
import type { OperationRequest, SandboxContext } from "./context.js";
import { parseDuration } from "./duration.js";

/** The most deadlines in a response. */
const SHOWN = 10;

/** The sandbox's time, whether it is frozen, and how many milliseconds it is ahead of the machine's. */
export function describeClock({ services: { clock } }: SandboxContext): SandboxClock {
  return { now: iso(clock.now()), mode: clock.mode, offset: clock.offset };
}

/** `GET /clock`: the time, and for the operator the next deadlines. */
export function showClock(context: SandboxContext, { caller }: OperationRequest): UpcomingClock {
  if (!caller?.unrestricted) return { ...describeClock(context), upcoming: [] };
  const upcoming = context.deadlines
    .upcoming(SHOWN)
    .map(({ at, name, rule, type, id }) => ({ at: iso(at), name, rule, object: { type, id } }));
  return { ...describeClock(context), upcoming };
}

/**
 * Waits until the process has noticed connections that were lost before this request: an agent that was killed must not count as
 * connected while the time jumps (R13). Lost connections are read in one turn of the event loop and closed in the next.
 */
async function seeBrokenConnections(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) await setImmediate();
}

/**
 * `POST /clock/advance {"by": "4h"}`: advances the time of either kind of clock; a real clock continues from there. Each deadline
 * on the way takes effect at its own time. The response lists these deadlines.
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
