import { session } from "../data/session.js";
import { world } from "../data/world.js";
import { Page, type RouteProps, Tabs } from "../parts/page.js";
import { May } from "./access/may.js";
import { Policies } from "./access/policies.js";
import { Roles } from "./access/roles.js";
import { Tokens, visibleTokens } from "./access/tokens.js";

/** R21: the page of access policies, roles and tokens. */
export function Access({ params }: RouteProps) {
  const current = params.tab ?? "may";
  const PartOf = { may: May, roles: Roles, policies: Policies, tokens: Tokens }[current] ?? May;
  return (
    <Page title="Access" subtitle={`Signed in as ${session.value?.who.name}.`}>
      <Tabs
        label="Parts of access"
        current={current}
        tabs={[
          { id: "may", label: "What may they do here?", href: "/access" },
          { id: "roles", label: "Roles", href: "/access/roles", count: world.all("roles").length },
          {
            id: "policies",
            label: "Access policies",
            href: "/access/policies",
            count: world.all("access-policies").length,
          },
          { id: "tokens", label: "Tokens", href: "/access/tokens", count: visibleTokens().length },
        ]}
      />
      <PartOf />
    </Page>
  );
}
