/** Which policies check the plan of a run. */
import type { PolicyGroupOrder, StartResponse } from "../../../agent/protocol/protocol.js";
import type { CheckedPolicy, PolicyStage, Run, Task } from "../../core/entities.js";
import { newId } from "../../core/ids.js";
import type { DataObject } from "../../core/kept-types/types.js";
import { naming } from "../../core/refusals.js";
import type { Reader, Tx } from "../../core/schema.js";
import { CLI_SOURCE } from "../../runs/sources.js";
import { groupState, isFetched } from "./group-state.js";
import { previewHandover } from "./previews/life.js";
import { tfrunOf } from "./tfrun.js";

type Group = DataObject<"policy-groups">;

/** The groups whose policies apply in an environment, by name: those linked to it, and those enforced everywhere. */
const groupsIn = (reader: Reader, environment: string): readonly Group[] =>
  [...reader.all("policy-groups")]
    .filter((group) => group.isEnforced === true || group.environments.includes(environment))
    .sort((a, b) => (a.name < b.name ? -1 : 1));

/** A group's policies that are enabled, in the order of their names. */
const enabledOf = (reader: Reader, group: string): readonly DataObject<"policies">[] =>
  reader
    .find("policies", "policyGroup", group)
    .filter(({ enabled }) => enabled === true)
    .sort((a, b) => (a.name < b.name ? -1 : 1));

const hasPolicies = ({ fetchedAt }: Group) => typeof fetchedAt === "number";

/** Why a group cannot check a plan, which then must not be made; null if it can. */
function refusalOf(reader: Reader, group: Group): string | null {
  if (hasPolicies(group) || !isFetched(reader, group)) return null;
  const { error } = groupState(reader, group);
  const why =
    error ??
    "Its repository has not been read yet. Wait until its status is active, and queue the run again.";
  return `Policy group ${naming(group as never)} has no policies to evaluate: ${why}`;
}

/** What the log says about a group whose policies may differ from those of its branch. */
function noteOf(reader: Reader, group: Group): string | null {
  const { error } = groupState(reader, group);
  if (error === null) return null;
  const what = hasPolicies(group)
    ? "is evaluated as it was when its repository could last be read"
    : "is not evaluated";
  return `Policy group ${naming(group as never)} ${what}: ${error}`;
}

const orderOf = (reader: Reader, group: Group): PolicyGroupOrder => ({
  id: group.id,
  name: group.name,
  stage: group.executeAs as PolicyStage,
  opaVersion: group.opaVersion,
  common: group.common ?? {},
  policies: enabledOf(reader, group.id).map(({ name, enforcedLevel, rego }) => ({
    name,
    level: enforcedLevel,
    rego: rego ?? "",
  })),
});

/**
 * Chooses the policies of a plan that starts and stores them with its run, as they are now. Returns nothing if there are
 * none, and the reason if the plan must not be made.
 */
export function selectPolicies(
  tx: Tx,
  { run: id, phase }: Task,
  now: number,
): Pick<StartResponse, "policies" | "refusal"> {
  if (phase !== "plan") return {};
  const run = tx.get("runs", id)!;
  if (run.policyPreview !== undefined) return selectProposed(tx, run, now);
  const groups = groupsIn(tx, tx.get("workspaces", run.workspace)!.environment);
  if (groups.length === 0) return {};
  const refusal = groups.map((group) => refusalOf(tx, group)).find((each) => each !== null);
  if (refusal !== undefined) return { refusal: refusal as string };
  const tfrun = tfrunOf(tx, run);
  const orders = groups.map((group) => orderOf(tx, group)).filter(({ policies }) => policies.length > 0);
  insertChecks(tx, run, orders, tfrun, now);
  const notes = groups.map((group) => noteOf(tx, group)).filter((note) => note !== null);
  // Programs show the checks of what was started in a terminal beside its log.
  const isShownApart = run.source === CLI_SOURCE;
  return { policies: { tfrun, groups: orders, notes, ...(isShownApart && { isShownApart }) } };
}

/** The policies that a pull request proposes, for a run of their preview. */
function selectProposed(tx: Tx, run: Run, now: number): Pick<StartResponse, "policies"> {
  const handover = previewHandover(tx, run);
  if (handover === undefined) return {};
  const tfrun = tfrunOf(tx, run);
  insertChecks(tx, run, handover.groups, tfrun, now);
  return { policies: { ...handover, tfrun } };
}

/** Stores the policies of a run, once. An agent that repeats its request gets the same policies. */
function insertChecks(
  tx: Tx,
  run: Run,
  orders: readonly PolicyGroupOrder[],
  tfrun: Readonly<Record<string, unknown>>,
  now: number,
): void {
  if (tx.count("policy-checks", "run", run.id) > 0) return;
  for (const stage of ["pre_plan_check", "policy_check"] as const)
    insertCheck(tx, run, stage, orders, tfrun, now);
}

function insertCheck(
  tx: Tx,
  run: Run,
  stage: PolicyStage,
  orders: readonly PolicyGroupOrder[],
  input: Readonly<Record<string, unknown>>,
  now: number,
): void {
  const policies = orders
    .filter((order) => order.stage === stage)
    .flatMap((order) =>
      order.policies.map(
        ({ name, level }): CheckedPolicy => ({
          name,
          level,
          group: order.id,
          groupName: order.name,
          outcome: null,
          messages: [],
          duration: 0,
        }),
      ),
    );
  if (policies.length === 0) return;
  tx.insert<"policy-checks">({
    type: "policy-checks",
    id: newId("polchk"),
    run: run.id,
    stage,
    status: "pending",
    statusTimestamps: { "pending-at": now },
    policies,
    input,
    overriddenBy: null,
  });
}
