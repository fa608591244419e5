// Generated from the provider's schema by "npm run bindings"; never edited by hand.
// @ts-nocheck: it is not written for this project's compiler settings.

import { Construct } from 'constructs';
import * as cdktf from 'cdktf';

// Configuration

export interface ModuleNamespaceConfig extends cdktf.TerraformMetaArguments {
  /**
  * Ids of the environments that may use its modules.
  */
  readonly environments?: string[];
  /**
  * Whether all environments may use its modules.
  */
  readonly isShared?: boolean | cdktf.IResolvable;
  /**
  * Name of the module namespace.
  */
  readonly name: string;
  /**
  * Ids of the teams that own it.
  */
  readonly owners?: string[];
}

/**
* Represents a scalr_module_namespace
*/
export class ModuleNamespace extends cdktf.TerraformResource {

  // =================
  // STATIC PROPERTIES
  // =================
  public static readonly tfResourceType = "scalr_module_namespace";

  // ==============
  // STATIC Methods
  // ==============
  /**
  * Generates CDKTF code for importing a ModuleNamespace resource upon running "cdktf plan <stack-name>"
  * @param scope The scope in which to define this construct
  * @param importToId The construct id used in the generated config for the ModuleNamespace to import
  * @param importFromId The id of the existing ModuleNamespace that should be imported.
  * @param provider? Optional instance of the provider where the ModuleNamespace to import is found
  */
  public static generateConfigForImport(scope: Construct, importToId: string, importFromId: string, provider?: cdktf.TerraformProvider) {
        return new cdktf.ImportableResource(scope, importToId, { terraformResourceType: "scalr_module_namespace", importId: importFromId, provider });
      }

  // ===========
  // INITIALIZER
  // ===========

  /**
  * Create a new scalr_module_namespace Resource
  *
  * @param scope The scope in which to define this construct
  * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
  * @param options ModuleNamespaceConfig
  */
  public constructor(scope: Construct, id: string, config: ModuleNamespaceConfig) {
    super(scope, id, {
      terraformResourceType: 'scalr_module_namespace',
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
    this._environments = config.environments;
    this._isShared = config.isShared;
    this._name = config.name;
    this._owners = config.owners;
  }

  // ==========
  // ATTRIBUTES
  // ==========

  // environments - computed: false, optional: true, required: false
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

  // is_shared - computed: true, optional: true, required: false
  private _isShared?: boolean | cdktf.IResolvable;
  public get isShared() {
    return this.getBooleanAttribute('is_shared');
  }
  public set isShared(value: boolean | cdktf.IResolvable) {
    this._isShared = value;
  }
  public resetIsShared() {
    this._isShared = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get isSharedInput() {
    return this._isShared;
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

  // owners - computed: false, optional: true, required: false
  private _owners?: string[];
  public get owners() {
    return cdktf.Fn.tolist(this.getListAttribute('owners'));
  }
  public set owners(value: string[]) {
    this._owners = value;
  }
  public resetOwners() {
    this._owners = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get ownersInput() {
    return this._owners;
  }

  // =========
  // SYNTHESIS
  // =========

  protected synthesizeAttributes(): { [name: string]: any } {
    return {
      environments: cdktf.listMapper(cdktf.stringToTerraform, false)(this._environments),
      is_shared: cdktf.booleanToTerraform(this._isShared),
      name: cdktf.stringToTerraform(this._name),
      owners: cdktf.listMapper(cdktf.stringToTerraform, false)(this._owners),
    };
  }

  protected synthesizeHclAttributes(): { [name: string]: any } {
    const attrs = {
      environments: {
        value: cdktf.listMapperHcl(cdktf.stringToHclTerraform, false)(this._environments),
        isBlock: false,
        type: "set",
        storageClassType: "stringList",
      },
      is_shared: {
        value: cdktf.booleanToHclTerraform(this._isShared),
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
      owners: {
        value: cdktf.listMapperHcl(cdktf.stringToHclTerraform, false)(this._owners),
        isBlock: false,
        type: "set",
        storageClassType: "stringList",
      },
    };

    // remove undefined attributes
    return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined ))
  }
}
