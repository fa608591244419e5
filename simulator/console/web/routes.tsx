import type { ReadonlySignal } from "@preact/signals";
import type { ComponentType } from "preact";
import { queue } from "./data/derived.js";
import { failingTellings } from "./data/event-calls.js";
import { canSomewhere, isOperator } from "./data/session.js";
import { Access } from "./pages/access.js";
import { Authorize } from "./pages/authorize.js";
import { Capacity } from "./pages/capacity.js";
import { Environment } from "./pages/environment.js";
import { Environments } from "./pages/environments.js";
import { Integration } from "./pages/integration.js";
import { Integrations } from "./pages/integrations.js";
import { Overview } from "./pages/overview.js";
import { Pool } from "./pages/pool.js";
import { Pools } from "./pages/pools.js";
import { Run } from "./pages/run.js";
import { Runs } from "./pages/runs.js";
import { Sandbox } from "./pages/sandbox.js";
import { Webhook } from "./pages/webhook.js";
import { Webhooks } from "./pages/webhooks.js";
import { WhatIf } from "./pages/what-if.js";
import { Workspace } from "./pages/workspace.js";
import { Workspaces } from "./pages/workspaces.js";
import type { IconName } from "./parts/icons.js";
import type { RouteProps } from "./parts/page.js";

interface Route {
  /** `/pools/:id/:tab?`. Its first segment is in `simulator/console/site.ts` too. */
  readonly path: string;
  readonly page: ComponentType<RouteProps>;
  /** Where it is in the navigation, if it is there. */
  readonly nav?: {
    readonly label: string;
    readonly icon: IconName;
    /** Whether the caller may use anything of it. */
    readonly shown: () => boolean;
    /** How much there is that waits for somebody. */
    readonly count?: ReadonlySignal<readonly unknown[]>;
  };
}

/** All pages of the console, in the order of the navigation. */
export const ROUTES: readonly Route[] = [
  { path: "/", page: Overview, nav: { label: "Overview", icon: "overview", shown: () => true } },
  {
    path: "/pools",
    page: Pools,
    nav: { label: "Agent pools", icon: "pools", shown: () => canSomewhere("agent-pools:read") },
  },
  { path: "/pools/:id/:tab?", page: Pool },
  { path: "/authorize", page: Authorize },
  {
    path: "/runs",
    page: Runs,
    nav: { label: "Runs", icon: "runs", shown: () => canSomewhere("runs:read"), count: queue },
  },
  { path: "/runs/:id/:tab?", page: Run },
  {
    path: "/environments",
    page: Environments,
    nav: { label: "Environments", icon: "environments", shown: () => canSomewhere("environments:read") },
  },
  { path: "/environments/:id/:tab?", page: Environment },
  {
    path: "/workspaces",
    page: Workspaces,
    nav: { label: "Workspaces", icon: "workspaces", shown: () => canSomewhere("workspaces:read") },
  },
  { path: "/workspaces/:id/:tab?", page: Workspace },
  {
    path: "/integrations",
    page: Integrations,
    nav: { label: "Integrations", icon: "integrations", shown: () => canSomewhere("vcs-providers:read") },
  },
  { path: "/integrations/:id", page: Integration },
  {
    path: "/webhooks",
    page: Webhooks,
    nav: {
      label: "Webhooks",
      icon: "webhooks",
      shown: () => canSomewhere("integrations:read"),
      count: failingTellings,
    },
  },
  { path: "/webhooks/:id", page: Webhook },
  {
    path: "/what-if",
    page: WhatIf,
    nav: { label: "What if", icon: "whatIf", shown: () => canSomewhere("agent-pools:read") },
  },
  {
    path: "/capacity/:id?",
    page: Capacity,
    nav: { label: "Capacity", icon: "capacity", shown: isOperator },
  },
  { path: "/access/:tab?", page: Access, nav: { label: "Access", icon: "access", shown: () => true } },
  { path: "/sandbox/:tab?", page: Sandbox, nav: { label: "Sandbox", icon: "sandbox", shown: isOperator } },
];
