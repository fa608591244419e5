import { useAction } from "../data/action.js";
import { sandbox } from "../data/api.js";
import { go, query } from "../data/route.js";
import { session } from "../data/session.js";
import { Button } from "../parts/button.js";
import { Faults } from "../parts/form.js";
import { Card, Empty, Page } from "../parts/page.js";

/** The client id of tofu and terraform, from discovery. */
const LOGIN_CLIENT = "terraform-cli";

/** The authorization request of a program. */
interface LoginRequest {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly state: string;
  readonly codeChallenge: string;
  readonly codeChallengeMethod: string;
}

/** Reads the authorization request of `tofu login` or `terraform login` from the address; returns null without one. */
function requestIn(params: URLSearchParams): LoginRequest | null {
  const text = (name: string) => params.get(name) ?? "";
  const request = {
    clientId: text("client_id"),
    redirectUri: text("redirect_uri"),
    state: text("state"),
    codeChallenge: text("code_challenge"),
    codeChallengeMethod: text("code_challenge_method"),
  };
  const isWhole = text("response_type") === "code" && request.clientId === LOGIN_CLIENT;
  return isWhole && URL.canParse(request.redirectUri) ? request : null;
}

/** Asks the signed-in user whether the program in their terminal may get a token of theirs. */
export function Authorize() {
  const request = requestIn(query.value);
  const allowing = useAction(async () => {
    const { redirect } = await sandbox.post<{ readonly redirect: string }>("login-codes", request);
    window.location.assign(redirect);
  });
  if (request === null)
    return (
      <Page title="Log in from a terminal">
        <Empty title="This is not a login request">
          Run <code>tofu login</code> or <code>terraform login</code> with this sandbox's host, which opens
          this page.
        </Empty>
      </Page>
    );
  return (
    <Page title="Log in from a terminal">
      <Card title="Allow access?">
        <div class="stack">
          <p>
            A program on this machine, at <code>{new URL(request.redirectUri).host}</code>, asks for a token
            of <strong>{session.value?.who.name}</strong>. With the token it can do everything that you can
            do.
          </p>
          <p class="muted">
            Allow it only if you have just run <code>tofu login</code> or <code>terraform login</code>. You
            can revoke the token under Access, Tokens.
          </p>
          <div class="row">
            <Button kind="primary" busy={allowing.busy} onClick={() => void allowing.run()}>
              Allow
            </Button>
            <Button onClick={() => go("/")}>Cancel</Button>
          </div>
          <Faults faults={allowing.faults} />
        </div>
      </Card>
    </Page>
  );
}
