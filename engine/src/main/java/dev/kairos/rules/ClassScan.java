package dev.kairos.rules;

import java.util.HashSet;
import java.util.Set;
import java.util.function.ObjIntConsumer;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.ConstantDynamic;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * The net below {@link ConsequenceChecker}: reads the compiled consequences and refuses every call, type, field and
 * jump that is not on the allow-list, so that a trick which the check of the source overlooks still gets nowhere. It
 * also puts a bound on texts that are put together, and on what lists and sets may hold.
 */
final class ClassScan {

    private static final String CONCAT = "java/lang/invoke/StringConcatFactory";
    private static final String BOUNDED = BoundedText.class.getName().replace('.', '/');
    private static final String FLAT = FlatValues.class.getName().replace('.', '/');

    private final Set<String> momentMethods;

    /** @param momentMethods the getters and helpers that rules may call */
    ClassScan(Set<String> momentMethods) {
        this.momentMethods = momentMethods;
    }

    /**
     * Checks a class of consequences.
     *
     * @param refused told what each line does that it must not
     * @return the class as it may be loaded
     */
    byte[] check(byte[] consequences, ObjIntConsumer<String> refused) {
        ClassReader reader = new ClassReader(consequences);
        ClassWriter writer = new ClassWriter(0);
        reader.accept(new Visitor(writer, refused), 0);
        return writer.toByteArray();
    }

    private final class Visitor extends ClassVisitor {

        private final ObjIntConsumer<String> refused;
        private String own = "";

        Visitor(ClassVisitor next, ObjIntConsumer<String> refused) {
            super(Opcodes.ASM9, next);
            this.refused = refused;
        }

        @Override
        public void visit(int version, int access, String name, String signature, String parent, String[] interfaces) {
            own = name;
            if (!parent.equals("java/lang/Object") || interfaces.length > 0) {
                refused.accept("another type", 0);
            }
            super.visit(version, access, name, signature, parent, interfaces);
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
            if (name.equals("<init>")) {
                return next;
            }
            if (!name.startsWith("r")) {
                refused.accept("a method of its own", 0);
            }
            return new Body(next, own, refused);
        }
    }

    private final class Body extends MethodVisitor {

        private final String own;
        private final ObjIntConsumer<String> refused;
        private final Set<Label> passed = new HashSet<>();
        private int line;
        /** The constant that was pushed just now, or -1. */
        private int constant = -1;

        Body(MethodVisitor next, String own, ObjIntConsumer<String> refused) {
            super(Opcodes.ASM9, next);
            this.own = own;
            this.refused = refused;
        }

        private void refuse(String what) {
            refused.accept(what, line);
        }

        @Override
        public void visitLineNumber(int number, Label start) {
            line = number;
            super.visitLineNumber(number, start);
        }

        @Override
        public void visitLabel(Label label) {
            passed.add(label);
            super.visitLabel(label);
        }

        @Override
        public void visitJumpInsn(int opcode, Label label) {
            if (passed.contains(label)) {
                refuse("a loop");
            }
            super.visitJumpInsn(opcode, label);
        }

        @Override
        public void visitTableSwitchInsn(int min, int max, Label otherwise, Label... labels) {
            refuse("switch");
            super.visitTableSwitchInsn(min, max, otherwise, labels);
        }

        @Override
        public void visitLookupSwitchInsn(Label otherwise, int[] keys, Label[] labels) {
            refuse("switch");
            super.visitLookupSwitchInsn(otherwise, keys, labels);
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            if (!mayCall(owner, name)) {
                refuse(simple(owner) + "." + name);
            }
            super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
            if (name.equals("of") && (owner.equals("java/util/List") || owner.equals("java/util/Set"))) {
                String flat = "(L" + owner + ";)L" + owner + ";";
                super.visitMethodInsn(Opcodes.INVOKESTATIC, FLAT, "flat", flat, false);
            }
        }

        private boolean mayCall(String owner, String name) {
            String generated = GeneratedSource.PACKAGE.replace('.', '/') + "/";
            if (owner.startsWith(generated)) {
                String simple = owner.substring(generated.length());
                return simple.equals("Moment") && momentMethods.contains(name) || simple.startsWith("Bindings");
            }
            return owner.equals("dev/kairos/moment/MomentBase") && momentMethods.contains(name)
                    || AllowedMethods.has(owner, name);
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
            refuse(simple(owner) + "." + name);
            super.visitFieldInsn(opcode, owner, name, descriptor);
        }

        @Override
        public void visitTypeInsn(int opcode, String type) {
            boolean known = AllowedMethods.areOf(type);
            if (opcode == Opcodes.ANEWARRAY && isListOfArguments(type)) {
                super.visitTypeInsn(opcode, type);
                return;
            }
            if (opcode != Opcodes.CHECKCAST || !known) {
                refuse(opcode == Opcodes.NEW || opcode == Opcodes.ANEWARRAY ? "new " + simple(type) : simple(type));
            }
            super.visitTypeInsn(opcode, type);
        }

        /** What a call with any number of arguments becomes; its length is written out, so that it cannot be much. */
        private boolean isListOfArguments(String type) {
            boolean written = constant >= 0;
            constant = -1;
            return written && type.equals("java/lang/Object");
        }

        @Override
        public void visitIntInsn(int opcode, int operand) {
            constant = operand;
            if (opcode == Opcodes.NEWARRAY) {
                refuse("an array");
            }
            super.visitIntInsn(opcode, operand);
        }

        @Override
        public void visitInsn(int opcode) {
            constant = opcode >= Opcodes.ICONST_0 && opcode <= Opcodes.ICONST_5 ? opcode - Opcodes.ICONST_0 : -1;
            if (opcode == Opcodes.ATHROW || opcode == Opcodes.MONITORENTER || opcode == Opcodes.ARRAYLENGTH) {
                refuse("throw, synchronized or an array");
            }
            super.visitInsn(opcode);
        }

        @Override
        public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
            refuse("an array");
            super.visitMultiANewArrayInsn(descriptor, dimensions);
        }

        @Override
        public void visitTryCatchBlock(Label start, Label end, Label handler, String type) {
            refuse("try");
            super.visitTryCatchBlock(start, end, handler, type);
        }

        @Override
        public void visitLdcInsn(Object value) {
            if (value instanceof Type || value instanceof Handle || value instanceof ConstantDynamic) {
                refuse("a class literal");
            }
            super.visitLdcInsn(value);
        }

        @Override
        public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
            if (!bootstrap.getOwner().equals(CONCAT) || !bootstrap.getName().equals("makeConcatWithConstants")) {
                refuse("a lambda");
                super.visitInvokeDynamicInsn(name, descriptor, bootstrap, arguments);
                return;
            }
            Handle bounded = new Handle(Opcodes.H_INVOKESTATIC, BOUNDED, "concatenation", bootstrap.getDesc(), false);
            super.visitInvokeDynamicInsn(name, descriptor, bounded, arguments);
        }

        private String simple(String type) {
            return type.equals(own) ? "a method" : type.substring(type.lastIndexOf('/') + 1);
        }
    }
}
