/** The commands that start an agent. */
export interface Joining {
  /** Where it reaches the sandbox. */
  readonly url: string;
  /** The pool's token. */
  readonly secret: string;
  /** Empty for the host's. */
  readonly name: string;
  readonly concurrency: string;
  /** Whether there is no authority to trust besides those of the system. */
  readonly isTrusted: boolean;
}

const settingsOf = ({
  url,
  secret,
  name,
  concurrency,
  isTrusted,
}: Joining): readonly (readonly [string, string])[] => [
  ["SCALR_URL", url],
  ["SCALR_AGENT_TOKEN", secret],
  ...(name === "" ? [] : ([["SCALR_AGENT_NAME", name]] as const)),
  ...(concurrency === "5" ? [] : ([["SCALR_AGENT_CONCURRENCY", concurrency]] as const)),
  ...(isTrusted ? [] : ([["SCALR_AGENT_CA_CERT", "ca.pem"]] as const)),
];

const quoted = (text: string): string =>
  /^[\w./:@%+=-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;

/** The command for a POSIX shell. The token is in the environment, which other users of the machine cannot see. */
export const commandFor = (joining: Joining): string =>
  [...settingsOf(joining).map(([name, value]) => `${name}=${quoted(value)}`), "scalr-sandbox agent"].join(
    " \\\n  ",
  );

const inContainer = (url: string): string =>
  url.replace(/\/\/(?:127\.0\.0\.1|localhost|\[::1\])(?=[:/]|$)/, "//host.docker.internal");

/** A `compose.yaml` that starts the agent in a container of the image that the project's Dockerfile makes. */
export function composeFor(joining: Joining): string {
  const settings = settingsOf({ ...joining, url: inContainer(joining.url) }).map(
    ([name, value]) =>
      `      ${name}: ${JSON.stringify(name === "SCALR_AGENT_CA_CERT" ? "/etc/scalr/ca.pem" : value)}`,
  );
  return [
    "services:",
    "  agent:",
    "    image: scalr-sandbox",
    "    command: agent",
    "    init: true",
    "    restart: unless-stopped",
    "    extra_hosts:",
    '      - "host.docker.internal:host-gateway"',
    ...(joining.isTrusted ? [] : ["    volumes:", "      - ./ca.pem:/etc/scalr/ca.pem:ro"]),
    "    environment:",
    ...settings,
    "",
  ].join("\n");
}
