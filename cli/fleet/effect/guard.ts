import { CliError, usage } from "../../shell/errors.js";
import { labelOf } from "../levels.js";
import type { EffectArgs } from "../options.js";
import type { PlanEffect } from "./effect.js";

/** @throws CliError where a pattern or a combination of flags cannot be meant */
export function checkGuard({ moves, failIfMoves }: EffectArgs): void {
  for (const pattern of failIfMoves)
    if (!/^[^/]+\/[^/]+$/.test(pattern))
      throw usage(
        `--fail-if-moves ${pattern}: write it as environment/workspace, such as production/* or */api.`,
      );
  if (failIfMoves.length > 0 && !moves)
    throw usage("--fail-if-moves needs the moves, which --moves=false leaves out. Leave out one of the two.");
}

/**
 * Fails the command if runs of a workspace that the patterns match would move, or if that cannot be determined. @throws CliError
 */
export function guard(effect: PlanEffect | null, patterns: readonly string[]): void {
  if (effect === null || patterns.length === 0) return;
  const named = patterns.map(matcherOf);
  const moved = effect.moves.filter(({ workspace }) => named.some((fits) => fits(labelOf(workspace))));
  const labels = moved.map(({ workspace }) => labelOf(workspace));
  const given = patterns.map((pattern) => `--fail-if-moves ${pattern}`).join(" ");
  if (labels.length > 0)
    throw new CliError(
      "wouldMove",
      `Runs of ${labels.slice(0, 5).join(", ")}${labels.length > 5 ? ` and ${labels.length - 5} more` : ""} would move, which ${given} forbids.`,
      { moves: labels },
    );
  const hidden = `${effect.hidden} of the workspaces may not be read by the token`;
  const unknown =
    effect.problem ??
    (effect.hidden > 0 ? hidden : null) ??
    (effect.unsure.length > 0 ? `${effect.unsure.join(", ")} is known after the apply only` : null);
  if (unknown !== null)
    throw new CliError("wouldMove", `It is unknown whether runs would move, so ${given} fails: ${unknown}`);
}

/** `*` stands for any characters of a name. */
function matcherOf(pattern: string): (label: string) => boolean {
  const escaped = pattern.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  const whole = new RegExp(`^${escaped.join("[^/]*")}$`);
  return (label) => whole.test(label);
}
