import { type Ref, toManyIds } from "../../../provider/client/index.js";
import { withoutIds } from "../stage/progress.js";
import type { Stage } from "../stage/stage.js";

/** Tries the links that R3, R5 and R6 forbid, on what the quickstart declared. */
export async function tryForbiddenLinks(stage: Stage): Promise<void> {
  const { client, workspaces } = stage;
  const [pools, providers] = await Promise.all([client.list("agent-pools"), client.list("vcs-providers")]);
  const vcsPool = pools.find(({ attributes }) => attributes["vcs-enabled"]);
  const runPool = pools.find(
    ({ attributes }) => !attributes["vcs-enabled"] && !attributes["is-scalr-managed"],
  );
  const confined = pools.find(({ attributes }) => !attributes["is-shared"] && !attributes["vcs-enabled"]);
  const outsider = workspaces.find(
    ({ environment }) => confined && !toManyIds(confined, "environments").includes(environment),
  );
  const [provider] = providers;
  if (!vcsPool || !runPool || !confined || !outsider || !provider) {
    throw new Error(
      "The quickstart lacks a pool, a workspace or a VCS provider that the demo tries links with.",
    );
  }
  const pool = ({ id }: Ref) => ({ "agent-pool": { data: { type: "agent-pools", id } } });
  await expectRefusal(stage, "R3", [`${confined.attributes.name}`, outsider.label], () =>
    client.update(`workspaces/${outsider.id}`, draft("workspaces", outsider.id, pool(confined))),
  );
  await expectRefusal(stage, "R5", [`${vcsPool.attributes.name}`], () =>
    client.update(`workspaces/${outsider.id}`, draft("workspaces", outsider.id, pool(vcsPool))),
  );
  await expectRefusal(stage, "R5", [`${runPool.attributes.name}`], () =>
    client.update(`vcs-providers/${provider.id}`, draft("vcs-providers", provider.id, pool(runPool))),
  );
  await expectRefusal(stage, "R6", [`${vcsPool.attributes.name}`, "github"], () =>
    client.create("vcs-providers", {
      type: "vcs-providers",
      attributes: { name: "hosted", "vcs-type": "github", "auth-type": "personal_token", token: "none" },
      relationships: pool(vcsPool),
    }),
  );
  const linked = toManyIds(vcsPool, "workspaces").length === 0 && provider.attributes["vcs-type"];
  stage.ledger.observe(
    "R6",
    linked === "github_enterprise",
    `VCS pool '${vcsPool.attributes.name}' serves ${provider.attributes["vcs-type"]} '${provider.attributes.name}' and no workspace`,
  );
}

const draft = (type: string, id: string, relationships: object) => ({
  type,
  id,
  relationships: relationships as never,
});

/** The API says no with 422, pointing at the link and naming what it is about. */
async function expectRefusal(
  stage: Stage,
  rule: string,
  names: readonly string[],
  call: () => Promise<unknown>,
): Promise<void> {
  const { status, detail, pointer } = await stage.refused(call);
  const named = names.map((name) => name.split("/").at(-1)!).every((name) => detail.includes(`'${name}'`));
  const ok = status === 422 && named && pointer === "/data/relationships/agent-pool";
  stage.progress.keep(`  ${rule}: ${status} ${withoutIds(detail)}`);
  stage.ledger.observe(rule, ok, `${status} ${withoutIds(detail)}`);
}
