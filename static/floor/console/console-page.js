// The console: all that it is made of.
import "./console.js";
import "./console-order.js";
import "./console-slip.js";
import "./console-keys.js";
