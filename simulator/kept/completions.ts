import { defaultVersion, type Software } from "../core/kept-types/software.js";
import type { DataObject } from "../core/kept-types/types.js";
import type { Operation } from "../core/resource.js";
import { UNFETCHED } from "../vcs/branches/following.js";
import { namesIn } from "../vcs/modules/module-rules.js";

/** The fields of an object after a request, before they are stored. */
export type Changes = Record<string, unknown>;

/** Sets fields that the request omitted and that depend on more than a constant. `previous` is null for a creation. */
type Completion = (op: Operation, changes: Changes, previous: DataObject | null) => void;

/** The default branch of a repository that is not known yet: the one that hosts give to new repositories. */
const DEFAULT_BRANCH = "main";

/** E20: without a branch, the repository's default branch is used, and responses name it. */
const nameBranch: Completion = (_op, changes) => {
  const repo = changes.vcsRepo as { readonly branch?: string } | null | undefined;
  if (repo && !repo.branch) changes.vcsRepo = { ...repo, branch: DEFAULT_BRANCH };
};

/** A module's name and provider default to those in the name of its folder or repository, `terraform-<provider>-<name>`. */
const nameModule: Completion = ({ reader }, changes, previous) => {
  if (previous !== null) return;
  const { identifier = "", path } = (changes.vcsRepo ?? {}) as { identifier?: string; path?: string | null };
  const named = namesIn(path ?? "") ?? namesIn(identifier);
  changes.name ||= named?.name ?? "";
  changes.provider ||= named?.provider ?? "";
  changes.lookedAt = null;
  const namespace = changes.namespace
    ? reader.get("module-namespaces", String(changes.namespace))
    : undefined;
  const owner = namespace?.name ?? changes.environment ?? changes.account;
  changes.source = `${owner}/${changes.name}/${changes.provider}`;
};

/** E20: the default operator of a condition is `eq`. */
const nameOperators: Completion = (_op, changes) => {
  const conditions = changes.claimConditions as readonly { readonly operator?: string | null }[] | undefined;
  if (conditions)
    changes.claimConditions = conditions.map((each) => ({ ...each, operator: each.operator || "eq" }));
};

/** E20: the source of an EventBridge integration's events. Its ARN is derived from it, the account and the region. */
const nameEventSource: Completion = (_op, changes, previous) => {
  if (previous !== null) return;
  changes.eventSource = `aws.partner/scalr.com/${changes.account}/${changes.name}`;
  changes.eventSourceArn = `arn:aws:events:${changes.region}::event-source/${changes.eventSource}`;
};

/** E20: the default authentication method of Google is a service account key. */
const nameGoogleAuthentication: Completion = (_op, changes, previous) => {
  const provider = changes.providerName ?? previous?.providerName;
  const type = changes.googleAuthType === undefined ? previous?.googleAuthType : changes.googleAuthType;
  if (provider === "google") changes.googleAuthType = type ?? "service-account-key";
};

/** E16: only Terraform variables can be expressions. For other variables, `hcl` is false whatever was sent. */
const plainShellValue: Completion = (_op, changes, previous) => {
  const category = changes.category ?? previous?.category;
  if (changes.hcl && category !== "terraform") changes.hcl = false;
};

/** E20: the default version is that of the software. */
const nameVersion =
  (field: string, software: Software): Completion =>
  (_op, changes) => {
    if (changes[field] === "") changes[field] = defaultVersion(software);
  };

const both =
  (...completions: readonly Completion[]): Completion =>
  (op, changes, previous) => {
    for (const complete of completions) complete(op, changes, previous);
  };

/** Policies are fetched again when their repository or folder changes. */
const fetchPolicies: Completion = (_op, changes, previous) => {
  const isElsewhere = ["vcsRepo", "vcsProvider", "commonFunctionsFolder"].some((field) => field in changes);
  if (previous === null || isElsewhere) Object.assign(changes, { commit: null, lookedAt: null, fault: null });
};

/** An object that follows a branch has no content until it was fetched, also after one of these fields has changed. */
const fetchAfter =
  (...fields: readonly string[]): Completion =>
  (_op, changes, previous) => {
    const isOther = (field: string) =>
      changes[field] !== undefined && JSON.stringify(changes[field]) !== JSON.stringify(previous?.[field]);
    if (fields.some(isOther)) Object.assign(changes, UNFETCHED);
  };

/** The next drift check is one period after the schedule was created or changed. */
const beginPeriod: Completion = ({ now }, changes, previous) => {
  if (previous === null || (changes.schedule !== undefined && changes.schedule !== previous.schedule))
    changes.since = now;
};

/** The completions by type. */
export const COMPLETIONS: Readonly<Record<string, Completion>> = {
  "assume-service-account-policies": nameOperators,
  "aws-event-bridge-integrations": nameEventSource,
  "checkov-integrations": both(
    nameBranch,
    nameVersion("version", "checkov"),
    fetchAfter("vcsRepo", "vcsProvider", "externalChecksEnabled"),
  ),
  "drift-detection-schedule": beginPeriod,
  hooks: both(nameBranch, fetchAfter("vcsRepo", "vcsProvider", "scriptfilePath")),
  modules: nameModule,
  "policy-groups": both(nameBranch, nameVersion("opaVersion", "opa"), fetchPolicies),
  "provider-configurations": nameGoogleAuthentication,
  "var-set-variables": plainShellValue,
};
