// Generated from the provider's schema by "npm run bindings"; never edited by hand.
// @ts-nocheck: it is not written for this project's compiler settings.

import { Construct } from 'constructs';
import * as cdktf from 'cdktf';

// Configuration

export interface FederatedEnvironmentsConfig extends cdktf.TerraformMetaArguments {
  /**
  * Id of the environment whose states are read.
  */
  readonly environmentId: string;
  /**
  * Ids of the environments that may read them; ["*"] for all.
  */
  readonly federatedEnvironments: string[];
}

/**
* Represents a scalr_federated_environments
*/
export class FederatedEnvironments extends cdktf.TerraformResource {

  // =================
  // STATIC PROPERTIES
  // =================
  public static readonly tfResourceType = "scalr_federated_environments";

  // ==============
  // STATIC Methods
  // ==============
  /**
  * Generates CDKTF code for importing a FederatedEnvironments resource upon running "cdktf plan <stack-name>"
  * @param scope The scope in which to define this construct
  * @param importToId The construct id used in the generated config for the FederatedEnvironments to import
  * @param importFromId The id of the existing FederatedEnvironments that should be imported.
  * @param provider? Optional instance of the provider where the FederatedEnvironments to import is found
  */
  public static generateConfigForImport(scope: Construct, importToId: string, importFromId: string, provider?: cdktf.TerraformProvider) {
        return new cdktf.ImportableResource(scope, importToId, { terraformResourceType: "scalr_federated_environments", importId: importFromId, provider });
      }

  // ===========
  // INITIALIZER
  // ===========

  /**
  * Create a new scalr_federated_environments Resource
  *
  * @param scope The scope in which to define this construct
  * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
  * @param options FederatedEnvironmentsConfig
  */
  public constructor(scope: Construct, id: string, config: FederatedEnvironmentsConfig) {
    super(scope, id, {
      terraformResourceType: 'scalr_federated_environments',
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
    this._environmentId = config.environmentId;
    this._federatedEnvironments = config.federatedEnvironments;
  }

  // ==========
  // ATTRIBUTES
  // ==========

  // environment_id - computed: false, optional: false, required: true
  private _environmentId?: string;
  public get environmentId() {
    return this.getStringAttribute('environment_id');
  }
  public set environmentId(value: string) {
    this._environmentId = value;
  }
  // Temporarily expose input value. Use with caution.
  public get environmentIdInput() {
    return this._environmentId;
  }

  // federated_environments - computed: false, optional: false, required: true
  private _federatedEnvironments?: string[];
  public get federatedEnvironments() {
    return cdktf.Fn.tolist(this.getListAttribute('federated_environments'));
  }
  public set federatedEnvironments(value: string[]) {
    this._federatedEnvironments = value;
  }
  // Temporarily expose input value. Use with caution.
  public get federatedEnvironmentsInput() {
    return this._federatedEnvironments;
  }

  // =========
  // SYNTHESIS
  // =========

  protected synthesizeAttributes(): { [name: string]: any } {
    return {
      environment_id: cdktf.stringToTerraform(this._environmentId),
      federated_environments: cdktf.listMapper(cdktf.stringToTerraform, false)(this._federatedEnvironments),
    };
  }

  protected synthesizeHclAttributes(): { [name: string]: any } {
    const attrs = {
      environment_id: {
        value: cdktf.stringToHclTerraform(this._environmentId),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      federated_environments: {
        value: cdktf.listMapperHcl(cdktf.stringToHclTerraform, false)(this._federatedEnvironments),
        isBlock: false,
        type: "set",
        storageClassType: "stringList",
      },
    };

    // remove undefined attributes
    return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined ))
  }
}
