import { isOperator } from "../data/session.js";
import { Empty, Page, type RouteProps, Tabs } from "../parts/page.js";
import { Audit } from "./sandbox/audit.js";
import { ClockPart } from "./sandbox/clock.js";
import { Faults } from "./sandbox/faults.js";
import { Snapshots } from "./sandbox/snapshots.js";

/** The page for what scalr.io does not have: time, faults, snapshots, the audit log. */
export function Sandbox({ params }: RouteProps) {
  const current = params.tab ?? "clock";
  const PartOf =
    { clock: ClockPart, faults: Faults, snapshots: Snapshots, audit: Audit }[current] ?? ClockPart;
  if (!isOperator())
    return (
      <Page title="Sandbox">
        <Empty title="This page is the operator's">
          Sign in with the admin token, or one whose owner holds everything in the account.
        </Empty>
      </Page>
    );
  return (
    <Page title="Sandbox" subtitle="What scalr.io itself does not have: time, trouble, and starting over.">
      <Tabs
        label="Parts of the sandbox"
        current={current}
        tabs={[
          { id: "clock", label: "Clock", href: "/sandbox" },
          { id: "faults", label: "Faults", href: "/sandbox/faults" },
          { id: "snapshots", label: "Snapshots and reset", href: "/sandbox/snapshots" },
          { id: "audit", label: "Audit log", href: "/sandbox/audit" },
        ]}
      />
      <PartOf />
    </Page>
  );
}
