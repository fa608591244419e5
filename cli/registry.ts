import type { Command } from "./shell/command.js";

type Loader = () => Promise<{ readonly default: Command }>;

// biome-ignore lint/suspicious/noExplicitAny: each command has options of its own; they meet here.
const load = (loader: () => Promise<{ readonly default: any }>): Loader => loader;

/**
 * Every command by its words, in the order of the help. A command's file is read when it is called, so that
 * starting up costs the same however many there are.
 */
export const registry: Readonly<Record<string, Loader>> = {
  up: load(() => import("./commands/up.js")),
  agent: load(() => import("./commands/agent.js")),
  serverless: load(() => import("./commands/serverless.js")),
  plan: load(() => import("./commands/plan.js")),
  apply: load(() => import("./commands/apply.js")),
  destroy: load(() => import("./commands/destroy.js")),
  refresh: load(() => import("./commands/refresh.js")),
  validate: load(() => import("./commands/validate.js")),
  import: load(() => import("./commands/import.js")),
  output: load(() => import("./commands/output.js")),
  console: load(() => import("./commands/console.js")),
  "state list": load(() => import("./commands/state-list.js")),
  show: load(() => import("./commands/show.js")),
  "state show": load(() => import("./commands/state-show.js")),
  "state rm": load(() => import("./commands/state-rm.js")),
  "state mv": load(() => import("./commands/state-mv.js")),
  taint: load(() => import("./commands/taint.js")),
  untaint: load(() => import("./commands/untaint.js")),
  "workspace list": load(() => import("./commands/workspace-list.js")),
  "workspace show": load(() => import("./commands/workspace-show.js")),
  "workspace new": load(() => import("./commands/workspace-new.js")),
  "workspace select": load(() => import("./commands/workspace-select.js")),
  "workspace delete": load(() => import("./commands/workspace-delete.js")),
  run: load(() => import("./commands/run.js")),
  "runs list": load(() => import("./commands/runs-list.js")),
  "runs show": load(() => import("./commands/runs-show.js")),
  "runs confirm": load(() => import("./commands/runs-confirm.js")),
  "runs discard": load(() => import("./commands/runs-discard.js")),
  "runs cancel": load(() => import("./commands/runs-cancel.js")),
  locks: load(() => import("./commands/locks.js")),
  lock: load(() => import("./commands/lock.js")),
  unlock: load(() => import("./commands/unlock.js")),
  status: load(() => import("./commands/status.js")),
  top: load(() => import("./commands/top.js")),
  "vcs tasks": load(() => import("./commands/vcs-tasks.js")),
  "vcs branches": load(() => import("./commands/vcs-branches.js")),
  "vcs resync": load(() => import("./commands/vcs-resync.js")),
  deliveries: load(() => import("./commands/deliveries.js")),
  explain: load(() => import("./commands/explain.js")),
  "what-if": load(() => import("./commands/what-if.js")),
  simulate: load(() => import("./commands/simulate.js")),
  "clock show": load(() => import("./commands/clock-show.js")),
  "clock advance": load(() => import("./commands/clock-advance.js")),
  env: load(() => import("./commands/env.js")),
  "ca export": load(() => import("./commands/ca-export.js")),
  down: load(() => import("./commands/down.js")),
  open: load(() => import("./commands/open.js")),
  "sign-in": load(() => import("./commands/sign-in.js")),
  "fault add": load(() => import("./commands/fault-add.js")),
  "fault list": load(() => import("./commands/fault-list.js")),
  "fault clear": load(() => import("./commands/fault-clear.js")),
  "snapshot save": load(() => import("./commands/snapshot-save.js")),
  "snapshot list": load(() => import("./commands/snapshot-list.js")),
  "snapshot restore": load(() => import("./commands/snapshot-restore.js")),
  "snapshot delete": load(() => import("./commands/snapshot-delete.js")),
  "snapshot export": load(() => import("./commands/snapshot-export.js")),
  "snapshot import": load(() => import("./commands/snapshot-import.js")),
  audit: load(() => import("./commands/audit.js")),
  reset: load(() => import("./commands/reset.js")),
  "provider install": load(() => import("./commands/provider-install.js")),
  "provider serve": load(() => import("./commands/provider-serve.js")),
  demo: load(() => import("./commands/demo.js")),
};

/** Commands that only hold others. */
export const groups: Readonly<Record<string, string>> = {
  state: "Show or edit a state file",
  workspace: "Manage OpenTofu workspaces: several states of one configuration",
  runs: "List, confirm, discard and cancel runs",
  provider: "Install the Scalr provider for tofu and terraform",
  ca: "The certificate authority of the sandbox's HTTPS",
  vcs: "Git servers that only agents of a VCS pool can reach",
  fault: "Inject faults into requests",
  snapshot: "Save, restore, export and import everything",
  clock: "Show or advance the sandbox's clock",
};
