import type { Entities } from "../../core/entities.js";

export type Configuration = Entities["provider-configurations"];
export type Parameter = Entities["provider-configuration-parameters"];

/** An argument of a provider block. */
export interface Argument {
  /** Its name, with the names of the blocks around it first: `["assume_role", "role_arn"]`. */
  readonly path: readonly string[];
  /** Text, a flag or a map of texts; for an expression, its source. */
  readonly value: string | boolean | Readonly<Record<string, string>>;
  /** The value is an expression of the language. */
  readonly hcl?: true;
  readonly sensitive?: true;
  /** Left out if the configuration's own block sets it. */
  readonly yields?: true;
}

/** What a provider configuration gives to a program. */
export interface Credentials {
  readonly arguments: readonly Argument[];
  /** The environment variables that the provider's documentation names, for runs that export them. */
  readonly variables: Readonly<Record<string, string>>;
  /** Files that arguments and variables refer to, by name. */
  readonly files: Readonly<Record<string, string>>;
}

/** The audience and the subject of a workload identity token. */
export interface TokenNeed {
  readonly audience: string;
  /** Azure accepts no wildcards in subjects, so its tokens name the environment only. */
  readonly subject: "workspace" | "environment";
}

/** Input of one phase of a run. `folder` is where the files will be. */
export interface Issued {
  /** The workload identity token; empty for configurations that need none. */
  readonly token: string;
  readonly folder: string;
}

/** One authentication method of a provider. */
interface Method {
  /** Its name for people. */
  readonly title: string;
  /** Attributes that it requires. */
  readonly needs: readonly string[];
  readonly token?: (configuration: Configuration) => TokenNeed;
  readonly credentials: (configuration: Configuration, issued: Issued) => Partial<Credentials>;
}

const TOKEN_FILE = "token";
const camelCase = (name: string) => name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

/** Those arguments and variables of a list that have a value. */
function given(
  rows: readonly (readonly [
    value: string | boolean | null | undefined,
    argument: string,
    variable: string,
    sensitive?: true,
  ])[],
): Pick<Credentials, "arguments" | "variables"> {
  const there = rows.filter((row) => row[0] !== null && row[0] !== undefined && row[0] !== "");
  return {
    arguments: there
      .filter(([, argument]) => argument !== "")
      .map(([value, argument, , sensitive]) => ({
        path: argument.split("."),
        value: value!,
        ...(sensitive && { sensitive }),
      })),
    variables: Object.fromEntries(
      there.filter(([, , name]) => name !== "").map(([value, , name]) => [name, String(value)]),
    ),
  };
}

/** Tags or labels that the provider adds to everything that it creates. */
function labels(value: unknown, strategy: unknown, ...path: string[]): readonly Argument[] {
  if (typeof value !== "object" || value === null || Object.keys(value).length === 0) return [];
  const texts = Object.fromEntries(Object.entries(value).map(([key, text]) => [key, String(text)]));
  return [{ path, value: texts, ...(strategy === "skip" && { yields: true }) }];
}

const awsTags = (c: Configuration) =>
  labels(c.awsDefaultTags, c.awsDefaultTagsStrategy, "default_tags", "tags");
const googleLabels = (c: Configuration) =>
  labels(c.googleDefaultLabels, c.googleDefaultLabelsStrategy, "default_labels");

const SESSION = "scalr";

const aws: Readonly<Record<string, Method>> = {
  access_keys: {
    title: "access keys",
    needs: ["aws-access-key", "aws-secret-key"],
    credentials: (c) =>
      given([
        [c.awsAccessKey, "access_key", "AWS_ACCESS_KEY_ID"],
        [c.awsSecretKey, "secret_key", "AWS_SECRET_ACCESS_KEY", true],
      ]),
  },
  role_delegation: {
    title: "delegation of a role",
    needs: ["aws-role-arn"],
    credentials: (c) =>
      given([
        [c.awsAccessKey, "access_key", "AWS_ACCESS_KEY_ID"],
        [c.awsSecretKey, "secret_key", "AWS_SECRET_ACCESS_KEY", true],
        [c.awsRoleArn, "assume_role.role_arn", ""],
        [c.awsExternalId, "assume_role.external_id", ""],
        [SESSION, "assume_role.session_name", ""],
      ]),
  },
  oidc: {
    title: "OIDC",
    needs: ["aws-role-arn", "aws-audience"],
    token: (c) => ({ audience: c.awsAudience, subject: "workspace" }),
    credentials: (c, { folder, token }) => ({
      ...given([
        [c.awsRoleArn, "assume_role_with_web_identity.role_arn", "AWS_ROLE_ARN"],
        [
          `${folder}/${TOKEN_FILE}`,
          "assume_role_with_web_identity.web_identity_token_file",
          "AWS_WEB_IDENTITY_TOKEN_FILE",
        ],
        [SESSION, "assume_role_with_web_identity.session_name", "AWS_ROLE_SESSION_NAME"],
      ]),
      files: { [TOKEN_FILE]: token },
    }),
  },
};

const azureApplication = (c: Configuration) =>
  [
    [c.azurermClientId, "client_id", "ARM_CLIENT_ID"],
    [c.azurermTenantId, "tenant_id", "ARM_TENANT_ID"],
    [c.azurermSubscriptionId, "subscription_id", "ARM_SUBSCRIPTION_ID"],
  ] as const;

const azurerm: Readonly<Record<string, Method>> = {
  "client-secrets": {
    title: "client secret",
    needs: ["azurerm-client-id", "azurerm-client-secret", "azurerm-tenant-id"],
    credentials: (c) =>
      given([...azureApplication(c), [c.azurermClientSecret, "client_secret", "ARM_CLIENT_SECRET", true]]),
  },
  oidc: {
    title: "OIDC",
    needs: ["azurerm-client-id", "azurerm-tenant-id", "azurerm-audience"],
    token: (c) => ({ audience: c.azurermAudience, subject: "environment" }),
    credentials: (c, { token }) =>
      given([
        ...azureApplication(c),
        [true, "use_oidc", "ARM_USE_OIDC"],
        [token, "oidc_token", "ARM_OIDC_TOKEN", true],
      ]),
  },
};

/** `google-use-default-project` false leaves the project to the configuration that is run. */
const googleProject = (c: Configuration) =>
  c.googleUseDefaultProject === false ? [] : ([[c.googleProject, "project", "GOOGLE_PROJECT"]] as const);

/** What Google's libraries need to exchange a token for credentials of a service account. */
const externalAccount = (c: Configuration, { folder }: Issued) =>
  JSON.stringify({
    type: "external_account",
    audience: `//iam.googleapis.com/${c.googleWorkloadProviderName}`,
    subject_token_type: "urn:ietf:params:oauth:token-type:jwt",
    token_url: "https://sts.googleapis.com/v1/token",
    service_account_impersonation_url: `https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/${c.googleServiceAccountEmail}:generateAccessToken`,
    credential_source: { file: `${folder}/${TOKEN_FILE}` },
  });

const ACCOUNT_FILE = "credentials.json";

const google: Readonly<Record<string, Method>> = {
  "service-account-key": {
    title: "service account key",
    needs: ["google-credentials"],
    credentials: (c) =>
      given([[c.googleCredentials, "credentials", "GOOGLE_CREDENTIALS", true], ...googleProject(c)]),
  },
  oidc: {
    title: "OIDC",
    needs: ["google-workload-provider-name", "google-service-account-email"],
    token: (c) => ({
      audience: `https://iam.googleapis.com/${c.googleWorkloadProviderName}`,
      subject: "workspace",
    }),
    credentials: (c, issued) => ({
      ...given([
        [`${issued.folder}/${ACCOUNT_FILE}`, "credentials", "GOOGLE_CREDENTIALS"],
        [`${issued.folder}/${ACCOUNT_FILE}`, "", "GOOGLE_APPLICATION_CREDENTIALS"],
        ...googleProject(c),
      ]),
      files: { [ACCOUNT_FILE]: externalAccount(c, issued), [TOKEN_FILE]: issued.token },
    }),
  },
};

const scalr: Readonly<Record<string, Method>> = {
  token: {
    title: "token",
    needs: ["scalr-hostname", "scalr-token"],
    credentials: (c) =>
      given([
        [c.scalrHostname, "hostname", "SCALR_HOSTNAME"],
        [c.scalrToken, "token", "SCALR_TOKEN", true],
      ]),
  },
};

/** A provider that scalr.io supports with its own settings. */
interface Kind {
  readonly methods: Readonly<Record<string, Method>>;
  /** The attribute that selects the method, and the method if it has no value. */
  readonly attribute: string | null;
  readonly otherwise: string;
  readonly further?: (configuration: Configuration) => readonly Argument[];
}

const KINDS: Readonly<Record<string, Kind>> = {
  aws: { methods: aws, attribute: "aws-credentials-type", otherwise: "access_keys", further: awsTags },
  azurerm: { methods: azurerm, attribute: "azurerm-auth-type", otherwise: "client-secrets" },
  google: {
    methods: google,
    attribute: "google-auth-type",
    otherwise: "service-account-key",
    further: googleLabels,
  },
  scalr: { methods: scalr, attribute: null, otherwise: "token" },
};

const kindOf = ({ providerName, isCustom }: Configuration): Kind | undefined =>
  isCustom === true || !Object.hasOwn(KINDS, providerName) ? undefined : KINDS[providerName];

function methodOf(configuration: Configuration, { methods, attribute, otherwise }: Kind): Method {
  const chosen = attribute === null ? null : (configuration[camelCase(attribute)] as string | null);
  return methods[chosen ?? otherwise] ?? methods[otherwise]!;
}

const has = (configuration: Configuration, attribute: string) => Boolean(configuration[camelCase(attribute)]);

/** Arguments that the language itself defines in a provider block, which select the provider. */
const META_ARGUMENTS = ["alias", "version", "for_each"];

/** Why a configuration cannot be used, as a sentence, or null. */
export function credentialsFault(
  configuration: Configuration,
  parameters: readonly Parameter[],
): string | null {
  const kind = kindOf(configuration);
  if (kind === undefined) {
    const meta = parameters.find(({ key }) => META_ARGUMENTS.includes(key));
    return meta === undefined
      ? null
      : `Its argument '${meta.key}' can only be set in the code of a workspace.`;
  }
  const { title, needs } = methodOf(configuration, kind);
  const missing = needs.filter((attribute) => !has(configuration, attribute));
  if (missing.length === 0) return null;
  return `Its credentials (${title}) are incomplete: ${missing.join(", ")} ${missing.length === 1 ? "is" : "are"} not set.`;
}

/** The workload identity token that the configuration needs; null if it needs none. */
export function tokenNeed(configuration: Configuration): TokenNeed | null {
  const kind = kindOf(configuration);
  return (kind && methodOf(configuration, kind).token?.(configuration)) ?? null;
}

/** The name of the authentication method, for people. */
export function methodTitle(configuration: Configuration): string {
  const kind = kindOf(configuration);
  return kind === undefined ? "arguments" : methodOf(configuration, kind).title;
}

const parameterArgument = ({ key, value, hcl, sensitive }: Parameter): Argument => ({
  path: [key],
  value: value ?? "",
  ...(hcl && { hcl: true as const }),
  ...(sensitive && { sensitive: true as const }),
});

/** What a program gets from a valid configuration. Only providers with settings of their own on scalr.io have variables. */
export function credentialsOf(
  configuration: Configuration,
  parameters: readonly Parameter[],
  issued: Issued,
): Credentials {
  const kind = kindOf(configuration);
  if (kind === undefined) return { arguments: parameters.map(parameterArgument), variables: {}, files: {} };
  const own = methodOf(configuration, kind).credentials(configuration, issued);
  return {
    arguments: [...(own.arguments ?? []), ...(kind.further?.(configuration) ?? [])],
    variables: own.variables ?? {},
    files: own.files ?? {},
  };
}

/** Names of the variables that an exporting configuration sets. */
export const exportedNames = (configuration: Configuration): readonly string[] =>
  configuration.exportShellVariables === true
    ? Object.keys(credentialsOf(configuration, [], { token: "token", folder: "folder" }).variables)
    : [];
