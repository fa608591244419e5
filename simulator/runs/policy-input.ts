import { Readable } from "node:stream";
import { POLICY_STAGES } from "../../agent/protocol/protocol.js";
import { planJsonKey } from "../core/blob-keys.js";
import type { PolicyCheck, PolicyStage, Run } from "../core/entities.js";
import { ApiError, badRequest } from "../core/errors.js";
import type { Raw } from "../core/resource.js";
import type { Reader } from "../core/schema.js";

const STAGES: readonly PolicyStage[] = POLICY_STAGES;

/** `tfrun` as the policies of a stage got it. After the plan it includes the cost, if that was estimated. */
function tfrunOf(reader: Reader, { run, stage, input }: PolicyCheck): PolicyCheck["input"] {
  const [cost] = reader.find("cost-estimates", "run", run);
  if (stage !== "policy_check" || cost?.status !== "finished") return input;
  const cost_estimate = {
    prior_monthly_cost: Number(cost.prior),
    proposed_monthly_cost: Number(cost.proposed),
    delta_monthly_cost: Number(cost.delta),
  };
  return { ...input, cost_estimate };
}

async function* documentOf(input: PolicyCheck["input"], plan: AsyncIterable<Uint8Array> | null) {
  yield `{"tfrun":${JSON.stringify(input)}`;
  if (plan !== null) {
    yield ',"tfplan":';
    yield* plan;
  }
  yield "}";
}

/**
 * `GET /runs/{id}/policy-input?stage=`: the input of a run's policies, to try policies with. The default is the post-plan stage.
 */
export const POLICY_INPUT: Raw<Run> = {
  method: "GET",
  permission: "policy-checks:download-mocks",
  async handle({ entity: run, query, reader, services }) {
    const stage = (query.get("stage") ?? "policy_check") as PolicyStage;
    if (!STAGES.includes(stage)) throw badRequest(`'stage' must be one of ${STAGES.join(", ")}.`);
    const check = reader.find("policy-checks", "run", run.id).find((each) => each.stage === stage);
    const key = planJsonKey(run.plan);
    const isThere = stage === "pre_plan_check" || (await services.store.blobs.size(key)) !== null;
    if (check === undefined || !isThere)
      throw new ApiError(404, [
        { title: "Not Found", detail: `Run '${run.id}' has no policy input of the stage '${stage}'.` },
      ]);
    const plan = stage === "policy_check" ? await services.store.blobs.stream(key) : null;
    return {
      headers: { "Content-Type": "application/json" },
      body: Readable.from(documentOf(tfrunOf(reader, check), plan)),
    };
  },
};
