import { join } from "node:path";
import { joinedAgent } from "../../agent/agent-process.js";
import { type Workshop, workshop } from "../../agent/workshop.js";
import type { Resource } from "../../api/support.js";
import { gitProvider, type Linked, PASSWORD } from "../../modules/stage.js";
import type { AtEnd } from "../../support/process.js";
import type { Sandbox } from "../../support/sandbox.js";
import { PrivateServer, Repository } from "../../vcs/git-server.js";

/** A private Git server that one agent of a VCS pool reaches, with a repository of hooks, and an agent that executes runs. */
export interface HookStage {
  readonly sandbox: Sandbox;
  readonly linked: Linked;
  readonly repository: Repository;
  /** The agent's pool, and an environment that may use it. */
  readonly where: Workshop;
}

/** The repository of the hooks. */
export const REPOSITORY = "acme/hooks";

export async function hookStage(
  sandbox: Sandbox,
  root: string,
  atEnd: AtEnd,
  files: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>> = {},
): Promise<HookStage> {
  const repository = new Repository(root, REPOSITORY);
  repository.push(files, "Begin");
  const linked = await gitProvider(sandbox);
  const proxy = await new PrivateServer(join(root, "repositories"), PASSWORD, atEnd).listen();
  const relay = join(root, "relay");
  await joinedAgent(
    "git-agent",
    linked.poolToken,
    { http_proxy: proxy, SCALR_AGENT_RELAY_DIR: relay, SCALR_AGENT_VCS_INTERVAL: "3600" },
    atEnd,
  );
  repository.tellRelay(relay, "bob");
  return { sandbox, linked, repository, where: await workshop(sandbox, env, atEnd) };
}

/** A hook of the registry that is a script of the repository. */
export const createHook = (
  { sandbox, linked }: HookStage,
  name: string,
  attributes: Readonly<Record<string, unknown>> = {},
): Promise<Resource> =>
  sandbox.create(
    "hooks",
    {
      name,
      interpreter: "sh",
      "scriptfile-path": `${name}.sh`,
      "vcs-repo": { identifier: REPOSITORY },
      ...attributes,
    } as never,
    { "vcs-provider": linked.provider },
  );

/** Waits until the script of a hook is there, or cannot be. */
export const settled = async ({ sandbox }: HookStage, { id }: Resource) => {
  await sandbox.until("hooks", id, (hook) => !hook!.fetching && !!(hook!.vcsRevision || hook!.errorMessage));
  return (await sandbox.read("hooks", id)).attributes;
};

/** An environment whose runs execute hooks at some events. */
export async function environmentWith(
  { sandbox }: HookStage,
  name: string,
  hooks: readonly (readonly [hook: Resource, events: readonly string[]])[],
): Promise<string> {
  const environment = await sandbox.environment(name);
  for (const [hook, events] of hooks)
    await sandbox.create(
      "hook-environment-links",
      { events: [...events] },
      { environment: environment.id, hook: hook.id },
    );
  return environment.id;
}
