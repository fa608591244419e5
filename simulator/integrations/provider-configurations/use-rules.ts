import type { UsedProvider } from "../../core/entities.js";
import { naming } from "../../core/refusals.js";
import type { ProviderCandidate, ProviderResolution } from "./resolution-rules.js";

/** The candidates that runs of a workspace get. */
export const usedOf = ({ candidates }: ProviderResolution): readonly ProviderCandidate[] =>
  candidates.filter(({ outcome }) => outcome === "used");

/** The same as a run remembers it. */
export const remembered = (used: readonly ProviderCandidate[]): readonly UsedProvider[] =>
  used.map(({ configuration: { id, name }, provider, alias }) => ({
    id,
    name,
    provider: provider ?? "",
    alias,
  }));

const isSame = (planned: UsedProvider, { configuration, provider, alias }: ProviderCandidate) =>
  planned.id === configuration.id && planned.provider === provider && planned.alias === alias;

/**
 * Why an apply cannot be executed with the workspace's current configurations, or null. An apply uses the configurations that
 * its plan used, and ignores new ones.
 */
export function changeSincePlan(
  planned: readonly UsedProvider[],
  used: readonly ProviderCandidate[],
): string | null {
  const gone = planned.find((one) => !used.some((each) => isSame(one, each)));
  if (gone === undefined) return null;
  const place = gone.alias === null ? "" : ` under the alias '${gone.alias}'`;
  return (
    `The plan was made with provider configuration ${naming(gone)} for provider '${gone.provider}'${place}, which the workspace no ` +
    "longer gets: it was deleted, unlinked or replaced since. Queue a new run."
  );
}

/** Those of the workspace's current configurations that the plan used. */
export const plannedWith = (
  planned: readonly UsedProvider[],
  used: readonly ProviderCandidate[],
): readonly ProviderCandidate[] => used.filter((each) => planned.some((one) => isSame(one, each)));
