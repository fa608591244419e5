// Generated from the provider's schema by "npm run bindings"; never edited by hand.
// @ts-nocheck: it is not written for this project's compiler settings.

import { Construct } from 'constructs';
import * as cdktf from 'cdktf';

// Configuration

export interface CheckovIntegrationConfig extends cdktf.TerraformMetaArguments {
  /**
  * Additional arguments of the command.
  */
  readonly cliArgs?: string;
  /**
  * Ids of the environments that may use the integration; ["*"] for all of them.
  */
  readonly environments?: string[];
  /**
  * Whether a repository has additional checks.
  */
  readonly externalChecksEnabled?: boolean | cdktf.IResolvable;
  /**
  * Name of the Checkov integration.
  */
  readonly name: string;
  /**
  * Id of the VCS provider of that repository.
  */
  readonly vcsProviderId?: string;
  /**
  * Version of Checkov. Default: chosen by Scalr.
  */
  readonly version?: string;
  /**
  * vcs_repo block
  */
  readonly vcsRepo?: CheckovIntegrationVcsRepo[] | cdktf.IResolvable;
}
export interface CheckovIntegrationVcsRepo {
  /**
  * Branch. Default: the repository's own.
  */
  readonly branch?: string;
  /**
  * Owner and name of the repository.
  */
  readonly identifier: string;
  /**
  * Folder in the repository.
  */
  readonly path?: string;
}

export function checkovIntegrationVcsRepoToTerraform(struct?: CheckovIntegrationVcsRepo | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    branch: cdktf.stringToTerraform(struct!.branch),
    identifier: cdktf.stringToTerraform(struct!.identifier),
    path: cdktf.stringToTerraform(struct!.path),
  }
}


export function checkovIntegrationVcsRepoToHclTerraform(struct?: CheckovIntegrationVcsRepo | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
    branch: {
      value: cdktf.stringToHclTerraform(struct!.branch),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    identifier: {
      value: cdktf.stringToHclTerraform(struct!.identifier),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    path: {
      value: cdktf.stringToHclTerraform(struct!.path),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class CheckovIntegrationVcsRepoOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  * @param complexObjectIndex the index of this item in the list
  * @param complexObjectIsFromSet whether the list is wrapping a set (will add tolist() to be able to access an item via an index)
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string, complexObjectIndex: number, complexObjectIsFromSet: boolean) {
    super(terraformResource, terraformAttribute, complexObjectIsFromSet, complexObjectIndex);
  }

  public get internalValue(): CheckovIntegrationVcsRepo | cdktf.IResolvable | undefined {
    if (this.resolvableValue) {
      return this.resolvableValue;
    }
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    if (this._branch !== undefined) {
      hasAnyValues = true;
      internalValueResult.branch = this._branch;
    }
    if (this._identifier !== undefined) {
      hasAnyValues = true;
      internalValueResult.identifier = this._identifier;
    }
    if (this._path !== undefined) {
      hasAnyValues = true;
      internalValueResult.path = this._path;
    }
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: CheckovIntegrationVcsRepo | cdktf.IResolvable | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this.resolvableValue = undefined;
      this._branch = undefined;
      this._identifier = undefined;
      this._path = undefined;
    }
    else if (cdktf.Tokenization.isResolvable(value)) {
      this.isEmptyObject = false;
      this.resolvableValue = value;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
      this.resolvableValue = undefined;
      this._branch = value.branch;
      this._identifier = value.identifier;
      this._path = value.path;
    }
  }

  // branch - computed: true, optional: true, required: false
  private _branch?: string;
  public get branch() {
    return this.getStringAttribute('branch');
  }
  public set branch(value: string) {
    this._branch = value;
  }
  public resetBranch() {
    this._branch = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get branchInput() {
    return this._branch;
  }

  // identifier - computed: false, optional: false, required: true
  private _identifier?: string;
  public get identifier() {
    return this.getStringAttribute('identifier');
  }
  public set identifier(value: string) {
    this._identifier = value;
  }
  // Temporarily expose input value. Use with caution.
  public get identifierInput() {
    return this._identifier;
  }

  // path - computed: true, optional: true, required: false
  private _path?: string;
  public get path() {
    return this.getStringAttribute('path');
  }
  public set path(value: string) {
    this._path = value;
  }
  public resetPath() {
    this._path = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get pathInput() {
    return this._path;
  }
}

export class CheckovIntegrationVcsRepoList extends cdktf.ComplexList {
  public internalValue? : CheckovIntegrationVcsRepo[] | cdktf.IResolvable

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  * @param wrapsSet whether the list is wrapping a set (will add tolist() to be able to access an item via an index)
  */
  constructor(protected terraformResource: cdktf.IInterpolatingParent, protected terraformAttribute: string, protected wrapsSet: boolean) {
    super(terraformResource, terraformAttribute, wrapsSet)
  }

  /**
  * @param index the index of the item to return
  */
  public get(index: number): CheckovIntegrationVcsRepoOutputReference {
    return new CheckovIntegrationVcsRepoOutputReference(this.terraformResource, this.terraformAttribute, index, this.wrapsSet);
  }
}

/**
* Represents a scalr_checkov_integration
*/
export class CheckovIntegration extends cdktf.TerraformResource {

  // =================
  // STATIC PROPERTIES
  // =================
  public static readonly tfResourceType = "scalr_checkov_integration";

  // ==============
  // STATIC Methods
  // ==============
  /**
  * Generates CDKTF code for importing a CheckovIntegration resource upon running "cdktf plan <stack-name>"
  * @param scope The scope in which to define this construct
  * @param importToId The construct id used in the generated config for the CheckovIntegration to import
  * @param importFromId The id of the existing CheckovIntegration that should be imported.
  * @param provider? Optional instance of the provider where the CheckovIntegration to import is found
  */
  public static generateConfigForImport(scope: Construct, importToId: string, importFromId: string, provider?: cdktf.TerraformProvider) {
        return new cdktf.ImportableResource(scope, importToId, { terraformResourceType: "scalr_checkov_integration", importId: importFromId, provider });
      }

  // ===========
  // INITIALIZER
  // ===========

  /**
  * Create a new scalr_checkov_integration Resource
  *
  * @param scope The scope in which to define this construct
  * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
  * @param options CheckovIntegrationConfig
  */
  public constructor(scope: Construct, id: string, config: CheckovIntegrationConfig) {
    super(scope, id, {
      terraformResourceType: 'scalr_checkov_integration',
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
    this._cliArgs = config.cliArgs;
    this._environments = config.environments;
    this._externalChecksEnabled = config.externalChecksEnabled;
    this._name = config.name;
    this._vcsProviderId = config.vcsProviderId;
    this._version = config.version;
    this._vcsRepo.internalValue = config.vcsRepo;
  }

  // ==========
  // ATTRIBUTES
  // ==========

  // cli_args - computed: true, optional: true, required: false
  private _cliArgs?: string;
  public get cliArgs() {
    return this.getStringAttribute('cli_args');
  }
  public set cliArgs(value: string) {
    this._cliArgs = value;
  }
  public resetCliArgs() {
    this._cliArgs = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get cliArgsInput() {
    return this._cliArgs;
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

  // external_checks_enabled - computed: true, optional: true, required: false
  private _externalChecksEnabled?: boolean | cdktf.IResolvable;
  public get externalChecksEnabled() {
    return this.getBooleanAttribute('external_checks_enabled');
  }
  public set externalChecksEnabled(value: boolean | cdktf.IResolvable) {
    this._externalChecksEnabled = value;
  }
  public resetExternalChecksEnabled() {
    this._externalChecksEnabled = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get externalChecksEnabledInput() {
    return this._externalChecksEnabled;
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

  // vcs_provider_id - computed: false, optional: true, required: false
  private _vcsProviderId?: string;
  public get vcsProviderId() {
    return this.getStringAttribute('vcs_provider_id');
  }
  public set vcsProviderId(value: string) {
    this._vcsProviderId = value;
  }
  public resetVcsProviderId() {
    this._vcsProviderId = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get vcsProviderIdInput() {
    return this._vcsProviderId;
  }

  // version - computed: true, optional: true, required: false
  private _version?: string;
  public get version() {
    return this.getStringAttribute('version');
  }
  public set version(value: string) {
    this._version = value;
  }
  public resetVersion() {
    this._version = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get versionInput() {
    return this._version;
  }

  // vcs_repo - computed: false, optional: true, required: false
  private _vcsRepo = new CheckovIntegrationVcsRepoList(this, "vcs_repo", false);
  public get vcsRepo() {
    return this._vcsRepo;
  }
  public putVcsRepo(value: CheckovIntegrationVcsRepo[] | cdktf.IResolvable) {
    this._vcsRepo.internalValue = value;
  }
  public resetVcsRepo() {
    this._vcsRepo.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get vcsRepoInput() {
    return this._vcsRepo.internalValue;
  }

  // =========
  // SYNTHESIS
  // =========

  protected synthesizeAttributes(): { [name: string]: any } {
    return {
      cli_args: cdktf.stringToTerraform(this._cliArgs),
      environments: cdktf.listMapper(cdktf.stringToTerraform, false)(this._environments),
      external_checks_enabled: cdktf.booleanToTerraform(this._externalChecksEnabled),
      name: cdktf.stringToTerraform(this._name),
      vcs_provider_id: cdktf.stringToTerraform(this._vcsProviderId),
      version: cdktf.stringToTerraform(this._version),
      vcs_repo: cdktf.listMapper(checkovIntegrationVcsRepoToTerraform, true)(this._vcsRepo.internalValue),
    };
  }

  protected synthesizeHclAttributes(): { [name: string]: any } {
    const attrs = {
      cli_args: {
        value: cdktf.stringToHclTerraform(this._cliArgs),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      environments: {
        value: cdktf.listMapperHcl(cdktf.stringToHclTerraform, false)(this._environments),
        isBlock: false,
        type: "set",
        storageClassType: "stringList",
      },
      external_checks_enabled: {
        value: cdktf.booleanToHclTerraform(this._externalChecksEnabled),
        isBlock: false,
        type: "simple",
        storageClassType: "boolean",
      },
      name: {
        value: cdktf.stringToHclTerraform(this._name),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      vcs_provider_id: {
        value: cdktf.stringToHclTerraform(this._vcsProviderId),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      version: {
        value: cdktf.stringToHclTerraform(this._version),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      vcs_repo: {
        value: cdktf.listMapperHcl(checkovIntegrationVcsRepoToHclTerraform, true)(this._vcsRepo.internalValue),
        isBlock: true,
        type: "list",
        storageClassType: "CheckovIntegrationVcsRepoList",
      },
    };

    // remove undefined attributes
    return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined ))
  }
}
