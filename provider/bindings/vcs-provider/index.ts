// Generated from the provider's schema by "npm run bindings"; never edited by hand.
// @ts-nocheck: it is not written for this project's compiler settings.

import { Construct } from 'constructs';
import * as cdktf from 'cdktf';

// Configuration

export interface VcsProviderConfig extends cdktf.TerraformMetaArguments {
  /**
  * Id of the account. Default: the account of the token.
  */
  readonly accountId?: string;
  /**
  * Id of the VCS pool whose agents reach the server; for self-hosted kinds only (R6).
  */
  readonly agentPoolId?: string;
  /**
  * Whether Scalr comments on pull requests.
  */
  readonly commentsEnabled?: boolean | cdktf.IResolvable;
  /**
  * Whether draft pull requests start runs.
  */
  readonly draftPrRunsEnabled?: boolean | cdktf.IResolvable;
  /**
  * Ids of the environments that may use it; ["*"] for all of them, which is the default.
  */
  readonly environments?: string[];
  /**
  * Name of the VCS provider.
  */
  readonly name: string;
  /**
  * Whether a comment on a pull request may merge it.
  */
  readonly prMergeCommentsEnabled?: boolean | cdktf.IResolvable;
  /**
  * Token for the Git server.
  */
  readonly token: string;
  /**
  * Address of the server; required for self-hosted kinds.
  */
  readonly url?: string;
  /**
  * User name, for kinds whose token needs one.
  */
  readonly username?: string;
  /**
  * Kind of Git server: github, github_enterprise, gitlab, gitlab_enterprise, bitbucket, bitbucket_enterprise, azure_dev_ops_services.
  */
  readonly vcsType: string;
}

/**
* Represents a scalr_vcs_provider
*/
export class VcsProvider extends cdktf.TerraformResource {

  // =================
  // STATIC PROPERTIES
  // =================
  public static readonly tfResourceType = "scalr_vcs_provider";

  // ==============
  // STATIC Methods
  // ==============
  /**
  * Generates CDKTF code for importing a VcsProvider resource upon running "cdktf plan <stack-name>"
  * @param scope The scope in which to define this construct
  * @param importToId The construct id used in the generated config for the VcsProvider to import
  * @param importFromId The id of the existing VcsProvider that should be imported.
  * @param provider? Optional instance of the provider where the VcsProvider to import is found
  */
  public static generateConfigForImport(scope: Construct, importToId: string, importFromId: string, provider?: cdktf.TerraformProvider) {
        return new cdktf.ImportableResource(scope, importToId, { terraformResourceType: "scalr_vcs_provider", importId: importFromId, provider });
      }

  // ===========
  // INITIALIZER
  // ===========

  /**
  * Create a new scalr_vcs_provider Resource
  *
  * @param scope The scope in which to define this construct
  * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
  * @param options VcsProviderConfig
  */
  public constructor(scope: Construct, id: string, config: VcsProviderConfig) {
    super(scope, id, {
      terraformResourceType: 'scalr_vcs_provider',
      terraformGeneratorMetadata: {
        providerName: 'scalr',
        providerVersionConstraint: '>= 0.1.0'
      },
      provider: config.provider,
      dependsOn: config.dependsOn,
      count: config.count,
      lifecycle: config.lifecycle,
      provisioners: config.provisioners,
      connection: config.connection,
      forEach: config.forEach
    });
    this._accountId = config.accountId;
    this._agentPoolId = config.agentPoolId;
    this._commentsEnabled = config.commentsEnabled;
    this._draftPrRunsEnabled = config.draftPrRunsEnabled;
    this._environments = config.environments;
    this._name = config.name;
    this._prMergeCommentsEnabled = config.prMergeCommentsEnabled;
    this._token = config.token;
    this._url = config.url;
    this._username = config.username;
    this._vcsType = config.vcsType;
  }

  // ==========
  // ATTRIBUTES
  // ==========

  // account_id - computed: true, optional: true, required: false
  private _accountId?: string;
  public get accountId() {
    return this.getStringAttribute('account_id');
  }
  public set accountId(value: string) {
    this._accountId = value;
  }
  public resetAccountId() {
    this._accountId = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get accountIdInput() {
    return this._accountId;
  }

  // agent_pool_id - computed: true, optional: true, required: false
  private _agentPoolId?: string;
  public get agentPoolId() {
    return this.getStringAttribute('agent_pool_id');
  }
  public set agentPoolId(value: string) {
    this._agentPoolId = value;
  }
  public resetAgentPoolId() {
    this._agentPoolId = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get agentPoolIdInput() {
    return this._agentPoolId;
  }

  // comments_enabled - computed: true, optional: true, required: false
  private _commentsEnabled?: boolean | cdktf.IResolvable;
  public get commentsEnabled() {
    return this.getBooleanAttribute('comments_enabled');
  }
  public set commentsEnabled(value: boolean | cdktf.IResolvable) {
    this._commentsEnabled = value;
  }
  public resetCommentsEnabled() {
    this._commentsEnabled = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get commentsEnabledInput() {
    return this._commentsEnabled;
  }

  // draft_pr_runs_enabled - computed: true, optional: true, required: false
  private _draftPrRunsEnabled?: boolean | cdktf.IResolvable;
  public get draftPrRunsEnabled() {
    return this.getBooleanAttribute('draft_pr_runs_enabled');
  }
  public set draftPrRunsEnabled(value: boolean | cdktf.IResolvable) {
    this._draftPrRunsEnabled = value;
  }
  public resetDraftPrRunsEnabled() {
    this._draftPrRunsEnabled = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get draftPrRunsEnabledInput() {
    return this._draftPrRunsEnabled;
  }

  // environments - computed: true, optional: true, required: false
  private _environments?: string[];
  public get environments() {
    return cdktf.Fn.tolist(this.getListAttribute('environments'));
  }
  public set environments(value: string[]) {
    this._environments = value;
  }
  public resetEnvironments() {
    this._environments = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get environmentsInput() {
    return this._environments;
  }

  // id - computed: true, optional: false, required: false
  public get id() {
    return this.getStringAttribute('id');
  }

  // name - computed: false, optional: false, required: true
  private _name?: string;
  public get name() {
    return this.getStringAttribute('name');
  }
  public set name(value: string) {
    this._name = value;
  }
  // Temporarily expose input value. Use with caution.
  public get nameInput() {
    return this._name;
  }

  // pr_merge_comments_enabled - computed: true, optional: true, required: false
  private _prMergeCommentsEnabled?: boolean | cdktf.IResolvable;
  public get prMergeCommentsEnabled() {
    return this.getBooleanAttribute('pr_merge_comments_enabled');
  }
  public set prMergeCommentsEnabled(value: boolean | cdktf.IResolvable) {
    this._prMergeCommentsEnabled = value;
  }
  public resetPrMergeCommentsEnabled() {
    this._prMergeCommentsEnabled = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get prMergeCommentsEnabledInput() {
    return this._prMergeCommentsEnabled;
  }

  // token - computed: false, optional: false, required: true
  private _token?: string;
  public get token() {
    return this.getStringAttribute('token');
  }
  public set token(value: string) {
    this._token = value;
  }
  // Temporarily expose input value. Use with caution.
  public get tokenInput() {
    return this._token;
  }

  // url - computed: true, optional: true, required: false
  private _url?: string;
  public get url() {
    return this.getStringAttribute('url');
  }
  public set url(value: string) {
    this._url = value;
  }
  public resetUrl() {
    this._url = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get urlInput() {
    return this._url;
  }

  // username - computed: true, optional: true, required: false
  private _username?: string;
  public get username() {
    return this.getStringAttribute('username');
  }
  public set username(value: string) {
    this._username = value;
  }
  public resetUsername() {
    this._username = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get usernameInput() {
    return this._username;
  }

  // vcs_type - computed: false, optional: false, required: true
  private _vcsType?: string;
  public get vcsType() {
    return this.getStringAttribute('vcs_type');
  }
  public set vcsType(value: string) {
    this._vcsType = value;
  }
  // Temporarily expose input value. Use with caution.
  public get vcsTypeInput() {
    return this._vcsType;
  }

  // =========
  // SYNTHESIS
  // =========

  protected synthesizeAttributes(): { [name: string]: any } {
    return {
      account_id: cdktf.stringToTerraform(this._accountId),
      agent_pool_id: cdktf.stringToTerraform(this._agentPoolId),
      comments_enabled: cdktf.booleanToTerraform(this._commentsEnabled),
      draft_pr_runs_enabled: cdktf.booleanToTerraform(this._draftPrRunsEnabled),
      environments: cdktf.listMapper(cdktf.stringToTerraform, false)(this._environments),
      name: cdktf.stringToTerraform(this._name),
      pr_merge_comments_enabled: cdktf.booleanToTerraform(this._prMergeCommentsEnabled),
      token: cdktf.stringToTerraform(this._token),
      url: cdktf.stringToTerraform(this._url),
      username: cdktf.stringToTerraform(this._username),
      vcs_type: cdktf.stringToTerraform(this._vcsType),
    };
  }

  protected synthesizeHclAttributes(): { [name: string]: any } {
    const attrs = {
      account_id: {
        value: cdktf.stringToHclTerraform(this._accountId),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      agent_pool_id: {
        value: cdktf.stringToHclTerraform(this._agentPoolId),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      comments_enabled: {
        value: cdktf.booleanToHclTerraform(this._commentsEnabled),
        isBlock: false,
        type: "simple",
        storageClassType: "boolean",
      },
      draft_pr_runs_enabled: {
        value: cdktf.booleanToHclTerraform(this._draftPrRunsEnabled),
        isBlock: false,
        type: "simple",
        storageClassType: "boolean",
      },
      environments: {
        value: cdktf.listMapperHcl(cdktf.stringToHclTerraform, false)(this._environments),
        isBlock: false,
        type: "set",
        storageClassType: "stringList",
      },
      name: {
        value: cdktf.stringToHclTerraform(this._name),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      pr_merge_comments_enabled: {
        value: cdktf.booleanToHclTerraform(this._prMergeCommentsEnabled),
        isBlock: false,
        type: "simple",
        storageClassType: "boolean",
      },
      token: {
        value: cdktf.stringToHclTerraform(this._token),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      url: {
        value: cdktf.stringToHclTerraform(this._url),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      username: {
        value: cdktf.stringToHclTerraform(this._username),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      vcs_type: {
        value: cdktf.stringToHclTerraform(this._vcsType),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
    };

    // remove undefined attributes
    return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined ))
  }
}
