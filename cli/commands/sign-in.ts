import { connect, connectionOptions } from "../client/connection.js";
import { sandboxApi } from "../client/sandbox-api.js";
import { command } from "../shell/command.js";
import { CliError } from "../shell/errors.js";

interface SignedIn {
  readonly user: string;
  /** Id of the token. */
  readonly id: string;
  readonly token: string;
}

export default command({
  name: "sign-in",
  summary: "Print a new token of a user, to see what that user may do (R21)",
  details:
    "Replaces the sign-in page of scalr.io. A pending user becomes active. Needs the admin token. The token stops " +
    "working when you delete it or make the user inactive.",
  positionals: { user: { describe: "Its id, or its email address" } },
  options: {
    ...connectionOptions,
    expiresIn: {
      type: "number",
      describe: "Minutes on the sandbox's clock after which the token expires",
    },
    description: { type: "string", describe: "What the token is for" },
  },
  examples: [
    [
      "ann@example.com",
      "SCALR_HOSTNAME=http://127.0.0.1:7878 SCALR_TOKEN=$(scalr-sandbox sign-in ann@example.com) scalr-sandbox plan",
    ],
    ["ann@example.com --expires-in 60", "A token for an hour; `clock advance 1h` shows what comes then"],
  ],
  async run({ user, dataDir, expiresIn, description }, context) {
    const client = connect(context, dataDir);
    const id = user.includes("@") ? await idOf(client, user) : user;
    const path = `${sandboxApi}/users/${encodeURIComponent(id)}/sign-in`;
    const signedIn = await client.json<SignedIn>("POST", path, {
      ...(expiresIn !== undefined && { "expires-in": expiresIn }),
      ...(description !== undefined && { description }),
    });
    if (context.out.json) context.out.object(signedIn);
    else context.out.write(`${signedIn.token}\n`);
    return undefined;
  },
});

async function idOf(client: ReturnType<typeof connect>, email: string): Promise<string> {
  const [user] = await client.list("users", { "filter[email]": email });
  if (user) return user.id;
  throw new CliError(
    "failure",
    `There is no user with the email "${email}". Create one with POST /users, or invite one with ` +
      "POST /accounts/{id}/actions/invite.",
  );
}
