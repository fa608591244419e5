import { invalidAttribute, invalidRelationship } from "../core/errors.js";
import { defaultVersion, isOpaRelease } from "../core/kept-types/software.js";
import type { DataObject } from "../core/kept-types/types.js";
import { naming } from "../core/refusals.js";
import type { Operation } from "../core/resource.js";
import { filtersFault } from "../integrations/drift/drift-rules.js";
import { aliasFault } from "../integrations/provider-configurations/resolution-rules.js";
import { numberFault } from "../integrations/webhooks/limit-rules.js";
import { scheduleFault } from "../runs/schedule-rules.js";
import { triggerRefusal } from "../runs/trigger-rules.js";
import { keyFault } from "../workspaces/variable-rules.js";

type Rule = (op: Operation, next: DataObject, previous: DataObject | null) => void;

const environmentOf = ({ reader }: Operation, workspace: string) =>
  reader.get("workspaces", workspace)!.environment;

/** The few rules of data types that are not in the contract. They throw to reject a request. */
export const DATA_RULES: Readonly<Record<string, Rule>> = {
  "checkov-integrations": (_op, { externalChecksEnabled, vcsRepo, vcsProvider }) => {
    if (externalChecksEnabled !== true || (vcsRepo && vcsProvider)) return;
    throw invalidAttribute(
      "external-checks-enabled",
      "External checks come from a repository: 'vcs-repo' and 'vcs-provider' are needed too.",
    );
  },
  "drift-detection-schedule": (_op, { workspaceFilters }) => {
    const fault = filtersFault(workspaceFilters);
    if (fault !== null) throw invalidAttribute("workspace-filters", fault);
  },
  modules: ({ reader }, next, previous) => {
    if (previous !== null) return;
    for (const part of ["name", "provider"] as const)
      if (next[part] === "" && next.vcsRepo)
        throw invalidAttribute(
          part,
          `The module has no ${part}: neither the folder nor the repository '${next.vcsRepo.identifier}' is named ` +
            "terraform-<provider>-<name>. Give name and provider.",
        );
    const twin = reader
      .find("modules", "name", next.name)
      .find(({ id, source }) => id !== next.id && source === next.source);
    if (twin && next.name !== "")
      throw invalidAttribute(
        "name",
        `Module ${naming(twin as never)} has the source '${next.source}' already.`,
      );
  },
  "policy-groups": (_op, { opaVersion }) => {
    if (!isOpaRelease(opaVersion))
      throw invalidAttribute(
        "opa-version",
        `Unknown version '${opaVersion}' of Open Policy Agent. Use a release, such as ${defaultVersion("opa")}.`,
      );
  },
  // E9
  "provider-configuration-links": ({ reader }, link) => {
    const workspace = reader.get("workspaces", link.workspace)!;
    const configuration = reader.get("provider-configurations", link.providerConfiguration)!;
    const linked = reader
      .find("provider-configuration-links", "workspace", link.workspace)
      .filter(({ id }) => id !== link.id)
      .map(({ alias, providerConfiguration }) => ({
        alias,
        configuration: reader.get("provider-configurations", providerConfiguration)!,
      }));
    const fault = aliasFault({ alias: link.alias, configuration } as never, linked as never);
    if (fault !== null) throw invalidAttribute("alias", fault);
    if (configuration.isShared || configuration.environments.includes(workspace.environment)) return;
    throw invalidRelationship(
      "provider-configuration",
      `Cannot link provider configuration to workspace ${naming(workspace)}. Ensure that provider configuration ` +
        `${naming(configuration)} is shared with the environment '${workspace.environment}'.`,
    );
  },
  "run-schedule-rules": ({ reader }, { id, schedule, scheduleMode, workspace }) => {
    const fault = scheduleFault(schedule);
    if (fault !== null) throw invalidAttribute("schedule", fault);
    // E11
    const other = reader
      .find("run-schedule-rules", "workspace", workspace)
      .find((rule) => rule.id !== id && rule.scheduleMode === scheduleMode);
    if (other)
      throw invalidAttribute(
        "schedule-mode",
        `Workspace '${workspace}' has a schedule rule of mode '${scheduleMode}' already (${other.id}). Change that one.`,
      );
  },
  "run-triggers": (op, { upstream, downstream }) => {
    const { reader } = op;
    // E10
    if (environmentOf(op, upstream) !== environmentOf(op, downstream))
      throw invalidRelationship(
        "downstream",
        "The downstream and upstream workspaces must be within the same Scalr environment.",
      );
    const after = (workspace: string) =>
      reader.find("run-triggers", "upstream", workspace).map((trigger) => trigger.downstream as string);
    const refusal = triggerRefusal({ upstream, downstream }, after);
    if (refusal !== null) throw invalidRelationship("downstream", refusal);
  },
  "var-set-variables": (_op, { key, category }) => {
    const fault = keyFault(key, category);
    if (fault !== null) throw invalidAttribute("key", fault);
  },
  "webhook-integrations": (_op, { timeout, maxAttempts }) => {
    for (const [name, value] of [
      ["timeout", timeout],
      ["max-attempts", maxAttempts],
    ] as const) {
      const fault = numberFault(name, value);
      if (fault !== null) throw invalidAttribute(name, fault);
    }
  },
};
