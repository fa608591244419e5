import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import {
  cloneApp,
  corporateProvider,
  type PrivateGit,
  pushAll,
  startGitAgent,
  startPrivateGit,
} from "../../stage/private-git.js";
import type { Stage } from "../../stage/stage.js";
import type { DemoPool } from "../../stage/world.js";

/** A repository of scripts, and what it takes to execute them in runs. */
export interface Registry extends PrivateGit {
  readonly provider: string;
  /** The pool whose agent executes runs. */
  readonly pool: DemoPool;
  /** A clone of the repository. */
  readonly work: string;
}

export async function openRegistry(stage: Stage): Promise<Registry> {
  const { agents, world } = stage;
  const place = await startPrivateGit(stage);
  const git = await world.pool("git", { "vcs-enabled": true });
  const provider = await corporateProvider(stage, git.id);
  startGitAgent(stage, place, git.token);
  const pool = await world.pool("private");
  await agents.start("runner", pool.token);
  const work = join(stage.folder, "work-on-hooks");
  cloneApp(place, stage.folder, work);
  return { ...place, provider, pool, work };
}

/** Commits scripts and pushes them; gives the commit. */
export function push(registry: Registry, files: Readonly<Record<string, string>>, message: string): string {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(registry.work, path)), { recursive: true });
    writeFileSync(join(registry.work, path), text);
  }
  return pushAll(registry, registry.work, message);
}

const toOne = (type: string, id: string) => ({ data: { type, id } });

/** The id of a new hook, linked to an environment. */
export async function link(
  { client }: Stage,
  { provider }: Registry,
  environment: string,
  name: string,
  events: readonly string[],
): Promise<string> {
  const { data } = await client.create("hooks", {
    type: "hooks",
    attributes: {
      name,
      interpreter: "sh",
      "scriptfile-path": `hooks/${name}.sh`,
      "vcs-repo": { identifier: "acme/app", branch: "main" },
    },
    relationships: { "vcs-provider": toOne("vcs-providers", provider) },
  });
  await client.create("hook-environment-links", {
    type: "hook-environment-links",
    attributes: { events: [...events] },
    relationships: { hook: toOne("hooks", data.id), environment: toOne("environments", environment) },
  });
  return data.id;
}

/** Waits until a hook has a commit. */
export const fetched = ({ observer }: Stage, hook: string, commit: string): Promise<void> =>
  observer.until(
    `hook ${hook} has commit ${commit.slice(0, 7)}`,
    () => commitOf({ observer }, hook) === commit,
  );

const commitOf = ({ observer }: Pick<Stage, "observer">, hook: string): string | null => {
  const revision: string | null = observer.get("hooks", hook)?.vcsRevision ?? null;
  return revision === null ? null : (observer.get("vcs-revisions", revision)?.commitSha ?? null);
};

/** The logs of a run's plan and of its apply. */
export async function logsOf({ client, runs }: Stage, run: string): Promise<{ plan: string; apply: string }> {
  const plan = await client.text(`/api/iacp/v3/plans/${runs.get(run)!.plan}/output`);
  return { plan, apply: await runs.applyLog(run) };
}
