// Where the facts were learnt: what the code of the official clients sends and reads, and what their own tests expect.
export const CLIENT = "go-scalr at 60635be (2026-06-30)";
export const CLIENT_2 = "go-scalr 2.0.0-rc.4";
export const PROVIDER = "terraform-provider-scalr at e29c00ca (2026-08-21)";
export const CLI = "scalr-cli at e9cb451 (2026-08-11)";
