# What went wrong and what to do now; keys are `fault-` and the code.
fault-internal = Something broke on our side. Nothing you entered is lost; try again, and if it happens twice, send us the reference { $reference }.
fault-database-away = We cannot reach our records right now. Your cart is kept; please try again in a moment.
fault-invalid-input = Please check the marked fields.
fault-forbidden = Your role does not include the right to do this ({ $right }).
fault-not-found = There is nothing here.
