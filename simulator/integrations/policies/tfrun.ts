import type { Run } from "../../core/entities.js";
import type { Reader } from "../../core/schema.js";
import { pullRequestOf } from "../../vcs/pushes.js";
import { providersFor } from "../provider-configurations/resolve.js";

const DAY_OF = (ms: number) => new Date(ms).toISOString();

/** Who queued a run; null for the sandbox itself. */
function authorOf(reader: Reader, id: string | null) {
  const user = id === null ? undefined : reader.get("users", id);
  if (user) return { name: user.fullName ?? user.username, username: user.username, email: user.email };
  const account = id === null ? undefined : reader.get("service-accounts", id);
  return account ? { name: account.name, username: account.name, email: account.email } : null;
}

/** The commit of a run; null if its configuration does not come from a repository. */
function vcsOf(reader: Reader, run: Run) {
  const version = reader.get("configuration-versions", run.configurationVersion);
  const revision = version?.vcsRevision ? reader.get("vcs-revisions", version.vcsRevision) : undefined;
  if (revision === undefined) return null;
  const sender = revision.senderUsername;
  const number = pullRequestOf(`refs/${revision.branch}`);
  return {
    repository_id: revision.repositoryId,
    path: version?.path ?? "",
    branch: revision.branch,
    commit: {
      sha: revision.commitSha,
      message: revision.commitMessage,
      url: revision.commitUrl,
      author: { name: sender, username: sender, email: null },
    },
    pull_request: number === null ? null : { id: Number(number), author: sender, merged_by: null },
  };
}

/** What policies know about a run before it is planned: `input.tfrun`. It contains no values of variables and no secrets. */
export function tfrunOf(reader: Reader, run: Run): Readonly<Record<string, unknown>> {
  const workspace = reader.get("workspaces", run.workspace)!;
  const environment = reader.get("environments", workspace.environment)!;
  const tags = workspace.tags.map((id) => reader.get("tags", id)?.name ?? id);
  const used = providersFor(reader, workspace).candidates.filter(({ outcome }) => outcome === "used");
  return {
    id: run.id,
    source: run.source,
    message: run.message,
    is_destroy: run.isDestroy,
    is_dry: run.isDry,
    created_at: DAY_OF(run.createdAt),
    created_by: authorOf(reader, run.createdBy),
    workspace: {
      id: workspace.id,
      name: workspace.name,
      description: null,
      auto_apply: workspace.autoApply,
      working_directory: workspace.workingDirectory,
      iac_platform: workspace.iacPlatform,
      terraform_version: workspace.terraformVersion,
      tags: Object.fromEntries(tags.map((tag) => [tag, ""])),
      provider_configurations: used.map(({ configuration, provider, alias }) => ({
        id: configuration.id,
        name: configuration.name,
        provider,
        alias,
      })),
    },
    environment: { id: environment.id, name: environment.name },
    vcs: vcsOf(reader, run),
    cost_estimate: null,
  };
}
