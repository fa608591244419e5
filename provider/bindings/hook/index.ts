// Generated from the provider's schema by "npm run bindings"; never edited by hand.
// @ts-nocheck: it is not written for this project's compiler settings.

import { Construct } from 'constructs';
import * as cdktf from 'cdktf';

// Configuration

export interface HookConfig extends cdktf.TerraformMetaArguments {
  /**
  * What it is for.
  */
  readonly description?: string;
  /**
  * Program that executes the script, such as bash.
  */
  readonly interpreter: string;
  /**
  * Name of the hook.
  */
  readonly name: string;
  /**
  * Path of the script in the repository.
  */
  readonly scriptfilePath: string;
  /**
  * Id of the VCS provider of the repository.
  */
  readonly vcsProviderId: string;
  /**
  * vcs_repo block
  */
  readonly vcsRepo?: HookVcsRepo[] | cdktf.IResolvable;
}
export interface HookVcsRepo {
  /**
  * Branch. Default: the repository's own.
  */
  readonly branch?: string;
  /**
  * Owner and name of the repository.
  */
  readonly identifier: string;
}

export function hookVcsRepoToTerraform(struct?: HookVcsRepo | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    branch: cdktf.stringToTerraform(struct!.branch),
    identifier: cdktf.stringToTerraform(struct!.identifier),
  }
}


export function hookVcsRepoToHclTerraform(struct?: HookVcsRepo | cdktf.IResolvable): any {
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
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class HookVcsRepoOutputReference extends cdktf.ComplexObject {
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

  public get internalValue(): HookVcsRepo | cdktf.IResolvable | undefined {
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
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: HookVcsRepo | cdktf.IResolvable | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this.resolvableValue = undefined;
      this._branch = undefined;
      this._identifier = undefined;
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
}

export class HookVcsRepoList extends cdktf.ComplexList {
  public internalValue? : HookVcsRepo[] | cdktf.IResolvable

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
  public get(index: number): HookVcsRepoOutputReference {
    return new HookVcsRepoOutputReference(this.terraformResource, this.terraformAttribute, index, this.wrapsSet);
  }
}

/**
* Represents a scalr_hook
*/
export class Hook extends cdktf.TerraformResource {

  // =================
  // STATIC PROPERTIES
  // =================
  public static readonly tfResourceType = "scalr_hook";

  // ==============
  // STATIC Methods
  // ==============
  /**
  * Generates CDKTF code for importing a Hook resource upon running "cdktf plan <stack-name>"
  * @param scope The scope in which to define this construct
  * @param importToId The construct id used in the generated config for the Hook to import
  * @param importFromId The id of the existing Hook that should be imported.
  * @param provider? Optional instance of the provider where the Hook to import is found
  */
  public static generateConfigForImport(scope: Construct, importToId: string, importFromId: string, provider?: cdktf.TerraformProvider) {
        return new cdktf.ImportableResource(scope, importToId, { terraformResourceType: "scalr_hook", importId: importFromId, provider });
      }

  // ===========
  // INITIALIZER
  // ===========

  /**
  * Create a new scalr_hook Resource
  *
  * @param scope The scope in which to define this construct
  * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
  * @param options HookConfig
  */
  public constructor(scope: Construct, id: string, config: HookConfig) {
    super(scope, id, {
      terraformResourceType: 'scalr_hook',
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
    this._description = config.description;
    this._interpreter = config.interpreter;
    this._name = config.name;
    this._scriptfilePath = config.scriptfilePath;
    this._vcsProviderId = config.vcsProviderId;
    this._vcsRepo.internalValue = config.vcsRepo;
  }

  // ==========
  // ATTRIBUTES
  // ==========

  // description - computed: false, optional: true, required: false
  private _description?: string;
  public get description() {
    return this.getStringAttribute('description');
  }
  public set description(value: string) {
    this._description = value;
  }
  public resetDescription() {
    this._description = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get descriptionInput() {
    return this._description;
  }

  // id - computed: true, optional: false, required: false
  public get id() {
    return this.getStringAttribute('id');
  }

  // interpreter - computed: false, optional: false, required: true
  private _interpreter?: string;
  public get interpreter() {
    return this.getStringAttribute('interpreter');
  }
  public set interpreter(value: string) {
    this._interpreter = value;
  }
  // Temporarily expose input value. Use with caution.
  public get interpreterInput() {
    return this._interpreter;
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

  // scriptfile_path - computed: false, optional: false, required: true
  private _scriptfilePath?: string;
  public get scriptfilePath() {
    return this.getStringAttribute('scriptfile_path');
  }
  public set scriptfilePath(value: string) {
    this._scriptfilePath = value;
  }
  // Temporarily expose input value. Use with caution.
  public get scriptfilePathInput() {
    return this._scriptfilePath;
  }

  // vcs_provider_id - computed: false, optional: false, required: true
  private _vcsProviderId?: string;
  public get vcsProviderId() {
    return this.getStringAttribute('vcs_provider_id');
  }
  public set vcsProviderId(value: string) {
    this._vcsProviderId = value;
  }
  // Temporarily expose input value. Use with caution.
  public get vcsProviderIdInput() {
    return this._vcsProviderId;
  }

  // vcs_repo - computed: false, optional: true, required: false
  private _vcsRepo = new HookVcsRepoList(this, "vcs_repo", false);
  public get vcsRepo() {
    return this._vcsRepo;
  }
  public putVcsRepo(value: HookVcsRepo[] | cdktf.IResolvable) {
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
      description: cdktf.stringToTerraform(this._description),
      interpreter: cdktf.stringToTerraform(this._interpreter),
      name: cdktf.stringToTerraform(this._name),
      scriptfile_path: cdktf.stringToTerraform(this._scriptfilePath),
      vcs_provider_id: cdktf.stringToTerraform(this._vcsProviderId),
      vcs_repo: cdktf.listMapper(hookVcsRepoToTerraform, true)(this._vcsRepo.internalValue),
    };
  }

  protected synthesizeHclAttributes(): { [name: string]: any } {
    const attrs = {
      description: {
        value: cdktf.stringToHclTerraform(this._description),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      interpreter: {
        value: cdktf.stringToHclTerraform(this._interpreter),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      name: {
        value: cdktf.stringToHclTerraform(this._name),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      scriptfile_path: {
        value: cdktf.stringToHclTerraform(this._scriptfilePath),
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
      vcs_repo: {
        value: cdktf.listMapperHcl(hookVcsRepoToHclTerraform, true)(this._vcsRepo.internalValue),
        isBlock: true,
        type: "list",
        storageClassType: "HookVcsRepoList",
      },
    };

    // remove undefined attributes
    return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined ))
  }
}
