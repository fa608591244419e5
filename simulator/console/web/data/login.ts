/** The id by which tofu and terraform ask for a token, as discovery tells them. */
export const LOGIN_CLIENT = "terraform-cli";

/** What a program asks for by way of the browser. */
export interface LoginRequest {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly state: string;
  readonly codeChallenge: string;
  readonly codeChallengeMethod: string;
}
