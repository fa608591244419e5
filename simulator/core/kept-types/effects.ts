import type { DataType } from "./types.js";

/** What a type of the table is for. */
export interface Effect {
  /** Whether it does its work in the sandbox. Otherwise it is kept as data only. */
  readonly acts: boolean;
  /** What it does; of a type that is kept as data, what scalr.io does with it and the sandbox does not. */
  readonly text: string;
}

const acts = (text: string): Effect => ({ acts: true, text });
const lacks = (text: string): Effect => ({ acts: false, text });

/** What each type does, or does not do. Every type has to say so. */
export const EFFECTS: Readonly<Record<DataType, Effect>> = {
  "account-ssh-keys": lacks("Runs fetch modules from private repositories with it."),
  "assume-service-account-policies": lacks(
    "A workload with a token of another issuer gets one of the service account.",
  ),
  "aws-event-bridge-integrations": acts(
    "Events of runs are sent to the endpoint of `up --eventbridge-endpoint`, or shown as what would have been sent.",
  ),
  "checkov-integrations": acts(
    "Checkov scans the configuration of runs, also with checks of a repository, where an agent has its program.",
  ),
  "datadog-integrations": lacks("Events of runs, metrics and audit logs are sent to Datadog."),
  "docker-integrations": lacks("Runs and modules use images and artifacts of a registry."),
  "drift-detection-schedule": acts(
    "Runs that only refresh, or only plan, are queued on a schedule, to find drift.",
  ),
  "event-definitions": acts("The list of events that integrations can name."),
  "gpg-keys": lacks("Signatures of private providers are verified with it."),
  "hook-environment-links": acts("Runs of the environment execute the hook."),
  hooks: acts("Runs execute a script from a repository before and after their phases."),
  "infracost-integration": acts("Runs get an estimate of their costs, where an agent has its program."),
  "module-namespaces": acts("Modules are published under it, for the environments that it is shared with."),
  "module-versions": acts("Workspaces and configurations use the module in that version."),
  modules: acts("A repository is published in the private registry of modules."),
  policies: acts("A policy of a group judges the plans of runs."),
  "policy-groups": acts("Policies from a repository judge runs, and may stop them."),
  "provider-configuration-links": acts("Runs of the workspace get the provider configuration."),
  "provider-configuration-parameters": acts("An argument of the provider block of a custom configuration."),
  "provider-configurations": acts("Runs of workspaces and environments get its credentials."),
  "provider-versions": lacks("Configurations use a private provider in that version."),
  providers: lacks("A provider is published in the private registry."),
  "run-schedule-rules": acts("Runs are queued on a schedule."),
  "run-triggers": acts("A run is queued after one of another workspace was applied."),
  "saml-integration": lacks("People sign in with an identity provider of their own."),
  "security-rules": lacks("Tokens and runs of the account are held to rules."),
  "slack-connections": lacks(
    "Messages of the account are for the Slack workspace that it names, whose channels can be listed.",
  ),
  "slack-integrations": acts(
    "Messages about runs are sent to the endpoint of `up --slack-endpoint`, or shown as what would have been sent.",
  ),
  "software-versions": acts("The list of versions that scalr.io offers."),
  "storage-profiles": lacks("States and other files are stored in a bucket of one's own."),
  "var-set-variables": acts("Runs of workspaces that have the set get the variable."),
  "var-sets": acts("Runs of workspaces that have the set get its variables."),
  "webhook-integration-deliveries": acts("What a webhook was called for, and how it answered."),
  "webhook-integrations": acts("An address is called about events of runs."),
  "workload-identity-providers": lacks("An issuer whose tokens the account takes."),
};

/** Whether the sandbox keeps a type as data only: it is validated, stored and shown, and has no effect. */
export const isKeptOnly = (type: string): boolean =>
  Object.hasOwn(EFFECTS, type) && !EFFECTS[type as DataType].acts;
