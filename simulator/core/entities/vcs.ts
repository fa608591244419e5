import type { VcsRequest, VcsResult } from "../../../agent/protocol/protocol.js";
import type { FoundPolicies } from "./policies.js";

/** A VCS provider: a Git server with configurations (R6). */
export interface VcsProvider {
  readonly type: "vcs-providers";
  readonly id: string;
  readonly name: string;
  readonly account: string;
  readonly createdAt: number;
  readonly vcsType: string;
  readonly authType: "oauth2" | "personal_token";
  readonly url: string | null;
  readonly username: string | null;
  readonly token: string | null;
  readonly isShared: boolean;
  readonly environments: readonly string[];
  /** R6: the VCS pool whose agents connect to the Git server. */
  readonly agentPool: string | null;
  readonly commentsEnabled: boolean;
  readonly draftPrRunsEnabled: boolean;
  readonly prMergeCommentsEnabled: boolean;
  readonly appliesEnabled: boolean;
  readonly plansEnabled: boolean;
  readonly checksEnabled: boolean;
  readonly autoMerge: boolean;
  readonly compareStrategy: "base-commit" | "previous-commit";
}

/** R6: a VCS task: one request that an agent of a VCS pool makes to a Git server. */
export interface VcsTask {
  readonly type: "vcs-tasks";
  readonly id: string;
  readonly provider: string;
  readonly pool: string;
  readonly status: "queued" | "running" | "finished" | "errored" | "canceled";
  readonly agent: string | null;
  /** Rises with each assignment. */
  readonly attempt: number;
  readonly request: VcsRequest;
  /** The workspace that the working tree is fetched for. */
  readonly ingress: Ingress | null;
  /** What the working tree is kept for; absent in tasks for anything else. */
  readonly publication?: Publication;
  /** The policy group that the working tree is fetched for; absent in tasks for anything else. */
  readonly policyFetch?: PolicyFetch;
  readonly result: VcsResult | null;
  readonly error: string | null;
  readonly queuedAt: number;
  readonly startedAt: number | null;
  readonly finishedAt: number | null;
}

/** The fetch of a workspace's configuration from its repository. */
export interface Ingress {
  readonly workspace: string;
  /** Id of its configuration version. */
  readonly configurationVersion: string;
  readonly branch: string;
  readonly isDry: boolean;
  readonly sender: string | null;
  /** Queues a run only if a file that triggers runs has changed. */
  readonly ifTriggered: boolean;
  /** Bytes of the archive; null until it was sent. */
  readonly size: number | null;
}

/** What a working tree is kept for: a version of a module, which is a tag's, or something that follows a branch. */
export interface Publication {
  /** Absent for what follows a branch. */
  readonly moduleVersion?: string;
  /** Absent for a version of a module. */
  readonly follows?: BranchFollower;
  /** The id of the revision that the tree becomes, and by which it is kept; with `follows` alone. */
  readonly revision?: string;
  /** Bytes of the archive; null until it was sent. */
  readonly size: number | null;
}

/** An object whose content is the newest commit of a branch. */
export interface BranchFollower {
  readonly type: "hooks" | "checkov-integrations";
  readonly id: string;
}

/** A policy group whose policies are read from a commit. */
export interface PolicyFetch {
  readonly group: string;
  /** The preview that the commit is fetched for; absent for a commit of the group's branch. */
  readonly preview?: string;
  /** Bytes of the archive; null until it was sent. */
  readonly size: number | null;
  /** What was read in it; null until it was sent. */
  readonly found: FoundPolicies | null;
}

/** The last known state of a repository that workspaces, modules or policy groups use. */
export interface VcsRepository {
  readonly type: "vcs-repositories";
  readonly id: string;
  readonly provider: string;
  readonly identifier: string;
  readonly defaultBranch: string | null;
  /** Commits by full ref name; null until an agent has read them. */
  readonly heads: Readonly<Record<string, string>> | null;
  /** Why the last read failed. */
  readonly error: string | null;
  /** The branch of which each workspace has fetched a commit. */
  readonly begun: Readonly<Record<string, string>>;
}

/** The commit of a configuration version, a module version, a hook or the policies of a group. */
export interface VcsRevision {
  readonly type: "vcs-revisions";
  readonly id: string;
  readonly configurationVersion: string | null;
  /** Absent in revisions of anything else than a module's version. */
  readonly moduleVersion?: string;
  /** Absent in revisions of anything else. */
  readonly policyGroup?: string;
  /** The id of what follows the branch; absent in revisions of anything else. */
  readonly follower?: string;
  /** The branch, or the tag of a module version. */
  readonly branch: string | null;
  readonly cloneUrl: string;
  readonly commitMessage: string | null;
  readonly commitSha: string | null;
  readonly commitUrl: string | null;
  readonly repositoryId: string;
  readonly senderUsername: string | null;
}
