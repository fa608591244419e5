/** The kinds of VCS provider, by the API's names. */
export const VCS_TYPES = [
  "github",
  "github_enterprise",
  "gitlab",
  "gitlab_enterprise",
  "bitbucket",
  "bitbucket_enterprise",
  "azure_dev_ops_services",
] as const;

/** R6: the kinds whose server may be out of Scalr's reach. Only these can be linked to a VCS pool. */
export const SELF_HOSTED_VCS_TYPES: readonly string[] = [
  "github_enterprise",
  "gitlab_enterprise",
  "bitbucket_enterprise",
];
