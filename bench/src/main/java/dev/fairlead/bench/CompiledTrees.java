package dev.fairlead.bench;

import static java.lang.classfile.ClassFile.ACC_PUBLIC;
import static java.lang.classfile.ClassFile.ACC_STATIC;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A model compiled to branches, as treelite and lleaves do it: each tree is a method with a loop over rows, its splits are
 * comparisons with constants, its leaves additions. Classes of {@value #TREES} trees, because a class has room for 65,535
 * constants. Models without missing values or categories.
 */
final class CompiledTrees {
    private static final int TREES = 50;
    private static final ClassDesc FLOATS = ConstantDescs.CD_float.arrayType();
    private static final ClassDesc DOUBLES = ConstantDescs.CD_double.arrayType();
    private static final MethodTypeDesc ADD =
            MethodTypeDesc.of(ConstantDescs.CD_void, FLOATS, ConstantDescs.CD_int, ConstantDescs.CD_int, DOUBLES);
    private static final int ROWS = 0;
    private static final int COUNT = 1;
    private static final int WIDTH = 2;
    private static final int SUMS = 3;
    private static final int ROW = 4;
    private static final int AT = 5;

    /** Some trees. */
    interface Part {
        /** Adds each row's outputs to its sum. */
        void add(float[] rows, int count, int width, double[] sums);
    }

    private final List<Part> parts = new ArrayList<>();
    private long bytes;

    CompiledTrees(List<PeerTree> trees) throws ReflectiveOperationException {
        for (int from = 0; from < trees.size(); from += TREES) {
            byte[] file = compiled(trees.subList(from, Math.min(trees.size(), from + TREES)));
            bytes += file.length;
            parts.add((Part) MethodHandles.lookup()
                    .defineHiddenClass(file, true)
                    .lookupClass()
                    .getDeclaredConstructor()
                    .newInstance());
        }
    }

    /** Bytes of its class files. */
    long bytes() {
        return bytes;
    }

    Subject raw() {
        return new Subject("compiled branches (Java)", 1, (rows, out) -> {
            Arrays.fill(out, 0, rows.count(), 0);
            for (Part part : parts) {
                part.add(rows.floats(), rows.count(), rows.features(), out);
            }
        });
    }

    private static byte[] compiled(List<PeerTree> trees) {
        ClassDesc self = ClassDesc.of(CompiledTrees.class.getPackageName(), "Compiled");
        return ClassFile.of().build(self, type -> {
            type.withInterfaceSymbols(ClassDesc.of(Part.class.getName()));
            type.withMethodBody(
                    ConstantDescs.INIT_NAME,
                    ConstantDescs.MTD_void,
                    ACC_PUBLIC,
                    code -> code.aload(0)
                            .invokespecial(ConstantDescs.CD_Object, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void)
                            .return_());
            type.withMethodBody("add", ADD, ACC_PUBLIC, code -> {
                for (int i = 0; i < trees.size(); i++) {
                    code.aload(1).iload(2).iload(3).aload(4).invokestatic(self, "tree" + i, ADD);
                }
                code.return_();
            });
            for (int i = 0; i < trees.size(); i++) {
                method(type, "tree" + i, trees.get(i));
            }
        });
    }

    private static void method(ClassBuilder type, String name, PeerTree tree) {
        type.withMethodBody(name, ADD, ACC_STATIC, code -> {
            Label loop = code.newLabel();
            Label next = code.newLabel();
            Label end = code.newLabel();
            code.iconst_0().istore(ROW).iconst_0().istore(AT);
            code.labelBinding(loop).iload(ROW).iload(COUNT).if_icmpge(end);
            code.aload(SUMS).iload(ROW).dup2().daload();
            node(code, tree, tree.splits() == 0 ? ~0 : 0, next);
            code.labelBinding(next).dadd().dastore();
            code.iinc(ROW, 1).iload(AT).iload(WIDTH).iadd().istore(AT).goto_(loop);
            code.labelBinding(end).return_();
        });
    }

    /** Leaves the output on the stack and goes on at {@code next}. */
    private static void node(CodeBuilder code, PeerTree tree, int node, Label next) {
        if (node < 0) {
            code.loadConstant(tree.leaf()[~node]).goto_(next);
            return;
        }
        Label right = code.newLabel();
        code.aload(ROWS).iload(AT).loadConstant(tree.feature()[node]).iadd().faload();
        code.loadConstant(tree.cut(node)).fcmpl().ifgt(right);
        node(code, tree, tree.left()[node], next);
        code.labelBinding(right);
        node(code, tree, tree.right()[node], next);
    }
}
