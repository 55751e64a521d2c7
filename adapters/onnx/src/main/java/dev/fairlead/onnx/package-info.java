/** Networks in ONNX, run by ONNX Runtime. */
@NullMarked
package dev.fairlead.onnx;

import org.jspecify.annotations.NullMarked;
