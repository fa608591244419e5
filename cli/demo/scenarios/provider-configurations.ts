import { handOver } from "../acts/provider-configurations/hand-over.js";
import { verifyIdentity } from "../acts/provider-configurations/identity.js";
import { manageTheSandbox } from "../acts/provider-configurations/manage.js";
import { endInTime } from "../acts/provider-configurations/trouble.js";
import type { Scenario } from "./scenario.js";

/** Runs that get the credentials of their providers from the account. */
const providerConfigurations: Scenario = {
  title: "Credentials for runs",
  rules: [],
  checks: {
    scalr: "A run manages the sandbox itself with the token of its provider configuration.",
    precedence: "A workspace's link goes before its environment's default, and the sandbox explains it.",
    variables: "Commands of a run see the variables of configurations that export them, and no others.",
    secrets: "No log shows a secret of a configuration, or a workload identity token.",
    identity: "A run gets a workload identity token that the sandbox's published key verifies.",
    trouble: "A run with incomplete credentials ends at once and says why; other runs are applied.",
  },
  async play(stage) {
    const { agents, progress, world } = stage;
    const pool = await world.pool("private");
    await agents.start("runner", pool.token);
    const environment = await world.environment("platform");
    const workspace = (name: string) => world.workspace(name, environment, pool, { "auto-apply": true });
    progress.begin("A run that manages the sandbox itself");
    await manageTheSandbox(stage, await workspace("vending"));
    progress.begin("A link, defaults, and what commands see");
    await handOver(stage, await workspace("look"), environment);
    progress.begin("A token of the sandbox's own issuer");
    await verifyIdentity(stage, await workspace("identity"));
    progress.begin("Credentials that are incomplete");
    await endInTime(stage, await workspace("broken"), await workspace("whole"));
  },
};

export default providerConfigurations;
