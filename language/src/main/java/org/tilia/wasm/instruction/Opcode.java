package org.tilia.wasm.instruction;

import static org.tilia.wasm.instruction.Immediate.*;
import static org.tilia.wasm.module.Feature.*;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tilia.wasm.module.Feature;

/**
 * Every instruction: its code in the binary format, its mnemonic in the text format, its immediates, its type and the
 * feature that brought it.
 *
 * <p>A type is written as operands, colon, results, one letter each: {@code i l f d v} for i32, i64, f32, f64 and v128,
 * {@code a} for the address type of the memory that the instruction names. It is null where operands depend on
 * immediates or context; the validator then has a rule of its own. A row that accesses memory also gives the log2 of its
 * natural alignment, which is the log2 of its width in bytes.
 */
public enum Opcode {
    // control (spec 3.4.1, 5.4.1)
    UNREACHABLE(0x00, "unreachable", NONE, null),
    NOP(0x01, "nop", NONE, ":"),
    BLOCK(0x02, "block", BLOCK_TYPE, null),
    LOOP(0x03, "loop", BLOCK_TYPE, null),
    IF(0x04, "if", BLOCK_TYPE, null),
    ELSE(0x05, "else", NONE, null),
    TRY(0x06, "try", BLOCK_TYPE, null, LEGACY_EXCEPTIONS),
    CATCH(0x07, "catch", TAG, null, LEGACY_EXCEPTIONS),
    THROW(0x08, "throw", TAG, null, EXCEPTIONS),
    RETHROW(0x09, "rethrow", LABEL, null, LEGACY_EXCEPTIONS),
    THROW_REF(0x0A, "throw_ref", NONE, null, EXCEPTIONS),
    END(0x0B, "end", NONE, null),
    BR(0x0C, "br", LABEL, null),
    BR_IF(0x0D, "br_if", LABEL, null),
    BR_TABLE(0x0E, "br_table", LABEL_TABLE, null),
    RETURN(0x0F, "return", NONE, null),
    CALL(0x10, "call", FUNCTION, null),
    CALL_INDIRECT(0x11, "call_indirect", TYPE_TABLE, null),
    RETURN_CALL(0x12, "return_call", FUNCTION, null, TAIL_CALL),
    RETURN_CALL_INDIRECT(0x13, "return_call_indirect", TYPE_TABLE, null, TAIL_CALL),
    CALL_REF(0x14, "call_ref", TYPE, null, FUNCTION_REFERENCES),
    RETURN_CALL_REF(0x15, "return_call_ref", TYPE, null, TAIL_CALL),
    DELEGATE(0x18, "delegate", LABEL, null, LEGACY_EXCEPTIONS),
    CATCH_ALL(0x19, "catch_all", NONE, null, LEGACY_EXCEPTIONS),
    DROP(0x1A, "drop", NONE, null),
    SELECT(0x1B, "select", NONE, null),
    SELECT_TYPED(0x1C, "select", VALUE_TYPES, null, REFERENCE_TYPES),
    TRY_TABLE(0x1F, "try_table", CATCHES, null, EXCEPTIONS),

    // variables and tables (spec 5.4.3, 5.4.4)
    LOCAL_GET(0x20, "local.get", LOCAL, null),
    LOCAL_SET(0x21, "local.set", LOCAL, null),
    LOCAL_TEE(0x22, "local.tee", LOCAL, null),
    GLOBAL_GET(0x23, "global.get", GLOBAL, null),
    GLOBAL_SET(0x24, "global.set", GLOBAL, null),
    TABLE_GET(0x25, "table.get", TABLE, null, REFERENCE_TYPES),
    TABLE_SET(0x26, "table.set", TABLE, null, REFERENCE_TYPES),

    // memory (spec 5.4.6)
    I32_LOAD(0x28, "i32.load", MEMORY_ARGUMENT, "a:i", 2),
    I64_LOAD(0x29, "i64.load", MEMORY_ARGUMENT, "a:l", 3),
    F32_LOAD(0x2A, "f32.load", MEMORY_ARGUMENT, "a:f", 2),
    F64_LOAD(0x2B, "f64.load", MEMORY_ARGUMENT, "a:d", 3),
    I32_LOAD8_S(0x2C, "i32.load8_s", MEMORY_ARGUMENT, "a:i", 0),
    I32_LOAD8_U(0x2D, "i32.load8_u", MEMORY_ARGUMENT, "a:i", 0),
    I32_LOAD16_S(0x2E, "i32.load16_s", MEMORY_ARGUMENT, "a:i", 1),
    I32_LOAD16_U(0x2F, "i32.load16_u", MEMORY_ARGUMENT, "a:i", 1),
    I64_LOAD8_S(0x30, "i64.load8_s", MEMORY_ARGUMENT, "a:l", 0),
    I64_LOAD8_U(0x31, "i64.load8_u", MEMORY_ARGUMENT, "a:l", 0),
    I64_LOAD16_S(0x32, "i64.load16_s", MEMORY_ARGUMENT, "a:l", 1),
    I64_LOAD16_U(0x33, "i64.load16_u", MEMORY_ARGUMENT, "a:l", 1),
    I64_LOAD32_S(0x34, "i64.load32_s", MEMORY_ARGUMENT, "a:l", 2),
    I64_LOAD32_U(0x35, "i64.load32_u", MEMORY_ARGUMENT, "a:l", 2),
    I32_STORE(0x36, "i32.store", MEMORY_ARGUMENT, "ai:", 2),
    I64_STORE(0x37, "i64.store", MEMORY_ARGUMENT, "al:", 3),
    F32_STORE(0x38, "f32.store", MEMORY_ARGUMENT, "af:", 2),
    F64_STORE(0x39, "f64.store", MEMORY_ARGUMENT, "ad:", 3),
    I32_STORE8(0x3A, "i32.store8", MEMORY_ARGUMENT, "ai:", 0),
    I32_STORE16(0x3B, "i32.store16", MEMORY_ARGUMENT, "ai:", 1),
    I64_STORE8(0x3C, "i64.store8", MEMORY_ARGUMENT, "al:", 0),
    I64_STORE16(0x3D, "i64.store16", MEMORY_ARGUMENT, "al:", 1),
    I64_STORE32(0x3E, "i64.store32", MEMORY_ARGUMENT, "al:", 2),
    MEMORY_SIZE(0x3F, "memory.size", MEMORY, ":a"),
    MEMORY_GROW(0x40, "memory.grow", MEMORY, "a:a"),

    // numeric (spec 5.4.7)
    I32_CONST(0x41, "i32.const", I32, ":i"),
    I64_CONST(0x42, "i64.const", I64, ":l"),
    F32_CONST(0x43, "f32.const", F32, ":f"),
    F64_CONST(0x44, "f64.const", F64, ":d"),
    I32_EQZ(0x45, "i32.eqz", NONE, "i:i"),
    I32_EQ(0x46, "i32.eq", NONE, "ii:i"),
    I32_NE(0x47, "i32.ne", NONE, "ii:i"),
    I32_LT_S(0x48, "i32.lt_s", NONE, "ii:i"),
    I32_LT_U(0x49, "i32.lt_u", NONE, "ii:i"),
    I32_GT_S(0x4A, "i32.gt_s", NONE, "ii:i"),
    I32_GT_U(0x4B, "i32.gt_u", NONE, "ii:i"),
    I32_LE_S(0x4C, "i32.le_s", NONE, "ii:i"),
    I32_LE_U(0x4D, "i32.le_u", NONE, "ii:i"),
    I32_GE_S(0x4E, "i32.ge_s", NONE, "ii:i"),
    I32_GE_U(0x4F, "i32.ge_u", NONE, "ii:i"),
    I64_EQZ(0x50, "i64.eqz", NONE, "l:i"),
    I64_EQ(0x51, "i64.eq", NONE, "ll:i"),
    I64_NE(0x52, "i64.ne", NONE, "ll:i"),
    I64_LT_S(0x53, "i64.lt_s", NONE, "ll:i"),
    I64_LT_U(0x54, "i64.lt_u", NONE, "ll:i"),
    I64_GT_S(0x55, "i64.gt_s", NONE, "ll:i"),
    I64_GT_U(0x56, "i64.gt_u", NONE, "ll:i"),
    I64_LE_S(0x57, "i64.le_s", NONE, "ll:i"),
    I64_LE_U(0x58, "i64.le_u", NONE, "ll:i"),
    I64_GE_S(0x59, "i64.ge_s", NONE, "ll:i"),
    I64_GE_U(0x5A, "i64.ge_u", NONE, "ll:i"),
    F32_EQ(0x5B, "f32.eq", NONE, "ff:i"),
    F32_NE(0x5C, "f32.ne", NONE, "ff:i"),
    F32_LT(0x5D, "f32.lt", NONE, "ff:i"),
    F32_GT(0x5E, "f32.gt", NONE, "ff:i"),
    F32_LE(0x5F, "f32.le", NONE, "ff:i"),
    F32_GE(0x60, "f32.ge", NONE, "ff:i"),
    F64_EQ(0x61, "f64.eq", NONE, "dd:i"),
    F64_NE(0x62, "f64.ne", NONE, "dd:i"),
    F64_LT(0x63, "f64.lt", NONE, "dd:i"),
    F64_GT(0x64, "f64.gt", NONE, "dd:i"),
    F64_LE(0x65, "f64.le", NONE, "dd:i"),
    F64_GE(0x66, "f64.ge", NONE, "dd:i"),
    I32_CLZ(0x67, "i32.clz", NONE, "i:i"),
    I32_CTZ(0x68, "i32.ctz", NONE, "i:i"),
    I32_POPCNT(0x69, "i32.popcnt", NONE, "i:i"),
    I32_ADD(0x6A, "i32.add", NONE, "ii:i"),
    I32_SUB(0x6B, "i32.sub", NONE, "ii:i"),
    I32_MUL(0x6C, "i32.mul", NONE, "ii:i"),
    I32_DIV_S(0x6D, "i32.div_s", NONE, "ii:i"),
    I32_DIV_U(0x6E, "i32.div_u", NONE, "ii:i"),
    I32_REM_S(0x6F, "i32.rem_s", NONE, "ii:i"),
    I32_REM_U(0x70, "i32.rem_u", NONE, "ii:i"),
    I32_AND(0x71, "i32.and", NONE, "ii:i"),
    I32_OR(0x72, "i32.or", NONE, "ii:i"),
    I32_XOR(0x73, "i32.xor", NONE, "ii:i"),
    I32_SHL(0x74, "i32.shl", NONE, "ii:i"),
    I32_SHR_S(0x75, "i32.shr_s", NONE, "ii:i"),
    I32_SHR_U(0x76, "i32.shr_u", NONE, "ii:i"),
    I32_ROTL(0x77, "i32.rotl", NONE, "ii:i"),
    I32_ROTR(0x78, "i32.rotr", NONE, "ii:i"),
    I64_CLZ(0x79, "i64.clz", NONE, "l:l"),
    I64_CTZ(0x7A, "i64.ctz", NONE, "l:l"),
    I64_POPCNT(0x7B, "i64.popcnt", NONE, "l:l"),
    I64_ADD(0x7C, "i64.add", NONE, "ll:l"),
    I64_SUB(0x7D, "i64.sub", NONE, "ll:l"),
    I64_MUL(0x7E, "i64.mul", NONE, "ll:l"),
    I64_DIV_S(0x7F, "i64.div_s", NONE, "ll:l"),
    I64_DIV_U(0x80, "i64.div_u", NONE, "ll:l"),
    I64_REM_S(0x81, "i64.rem_s", NONE, "ll:l"),
    I64_REM_U(0x82, "i64.rem_u", NONE, "ll:l"),
    I64_AND(0x83, "i64.and", NONE, "ll:l"),
    I64_OR(0x84, "i64.or", NONE, "ll:l"),
    I64_XOR(0x85, "i64.xor", NONE, "ll:l"),
    I64_SHL(0x86, "i64.shl", NONE, "ll:l"),
    I64_SHR_S(0x87, "i64.shr_s", NONE, "ll:l"),
    I64_SHR_U(0x88, "i64.shr_u", NONE, "ll:l"),
    I64_ROTL(0x89, "i64.rotl", NONE, "ll:l"),
    I64_ROTR(0x8A, "i64.rotr", NONE, "ll:l"),
    F32_ABS(0x8B, "f32.abs", NONE, "f:f"),
    F32_NEG(0x8C, "f32.neg", NONE, "f:f"),
    F32_CEIL(0x8D, "f32.ceil", NONE, "f:f"),
    F32_FLOOR(0x8E, "f32.floor", NONE, "f:f"),
    F32_TRUNC(0x8F, "f32.trunc", NONE, "f:f"),
    F32_NEAREST(0x90, "f32.nearest", NONE, "f:f"),
    F32_SQRT(0x91, "f32.sqrt", NONE, "f:f"),
    F32_ADD(0x92, "f32.add", NONE, "ff:f"),
    F32_SUB(0x93, "f32.sub", NONE, "ff:f"),
    F32_MUL(0x94, "f32.mul", NONE, "ff:f"),
    F32_DIV(0x95, "f32.div", NONE, "ff:f"),
    F32_MIN(0x96, "f32.min", NONE, "ff:f"),
    F32_MAX(0x97, "f32.max", NONE, "ff:f"),
    F32_COPYSIGN(0x98, "f32.copysign", NONE, "ff:f"),
    F64_ABS(0x99, "f64.abs", NONE, "d:d"),
    F64_NEG(0x9A, "f64.neg", NONE, "d:d"),
    F64_CEIL(0x9B, "f64.ceil", NONE, "d:d"),
    F64_FLOOR(0x9C, "f64.floor", NONE, "d:d"),
    F64_TRUNC(0x9D, "f64.trunc", NONE, "d:d"),
    F64_NEAREST(0x9E, "f64.nearest", NONE, "d:d"),
    F64_SQRT(0x9F, "f64.sqrt", NONE, "d:d"),
    F64_ADD(0xA0, "f64.add", NONE, "dd:d"),
    F64_SUB(0xA1, "f64.sub", NONE, "dd:d"),
    F64_MUL(0xA2, "f64.mul", NONE, "dd:d"),
    F64_DIV(0xA3, "f64.div", NONE, "dd:d"),
    F64_MIN(0xA4, "f64.min", NONE, "dd:d"),
    F64_MAX(0xA5, "f64.max", NONE, "dd:d"),
    F64_COPYSIGN(0xA6, "f64.copysign", NONE, "dd:d"),
    I32_WRAP_I64(0xA7, "i32.wrap_i64", NONE, "l:i"),
    I32_TRUNC_F32_S(0xA8, "i32.trunc_f32_s", NONE, "f:i"),
    I32_TRUNC_F32_U(0xA9, "i32.trunc_f32_u", NONE, "f:i"),
    I32_TRUNC_F64_S(0xAA, "i32.trunc_f64_s", NONE, "d:i"),
    I32_TRUNC_F64_U(0xAB, "i32.trunc_f64_u", NONE, "d:i"),
    I64_EXTEND_I32_S(0xAC, "i64.extend_i32_s", NONE, "i:l"),
    I64_EXTEND_I32_U(0xAD, "i64.extend_i32_u", NONE, "i:l"),
    I64_TRUNC_F32_S(0xAE, "i64.trunc_f32_s", NONE, "f:l"),
    I64_TRUNC_F32_U(0xAF, "i64.trunc_f32_u", NONE, "f:l"),
    I64_TRUNC_F64_S(0xB0, "i64.trunc_f64_s", NONE, "d:l"),
    I64_TRUNC_F64_U(0xB1, "i64.trunc_f64_u", NONE, "d:l"),
    F32_CONVERT_I32_S(0xB2, "f32.convert_i32_s", NONE, "i:f"),
    F32_CONVERT_I32_U(0xB3, "f32.convert_i32_u", NONE, "i:f"),
    F32_CONVERT_I64_S(0xB4, "f32.convert_i64_s", NONE, "l:f"),
    F32_CONVERT_I64_U(0xB5, "f32.convert_i64_u", NONE, "l:f"),
    F32_DEMOTE_F64(0xB6, "f32.demote_f64", NONE, "d:f"),
    F64_CONVERT_I32_S(0xB7, "f64.convert_i32_s", NONE, "i:d"),
    F64_CONVERT_I32_U(0xB8, "f64.convert_i32_u", NONE, "i:d"),
    F64_CONVERT_I64_S(0xB9, "f64.convert_i64_s", NONE, "l:d"),
    F64_CONVERT_I64_U(0xBA, "f64.convert_i64_u", NONE, "l:d"),
    F64_PROMOTE_F32(0xBB, "f64.promote_f32", NONE, "f:d"),
    I32_REINTERPRET_F32(0xBC, "i32.reinterpret_f32", NONE, "f:i"),
    I64_REINTERPRET_F64(0xBD, "i64.reinterpret_f64", NONE, "d:l"),
    F32_REINTERPRET_I32(0xBE, "f32.reinterpret_i32", NONE, "i:f"),
    F64_REINTERPRET_I64(0xBF, "f64.reinterpret_i64", NONE, "l:d"),
    I32_EXTEND8_S(0xC0, "i32.extend8_s", NONE, "i:i", SIGN_EXTENSION),
    I32_EXTEND16_S(0xC1, "i32.extend16_s", NONE, "i:i", SIGN_EXTENSION),
    I64_EXTEND8_S(0xC2, "i64.extend8_s", NONE, "l:l", SIGN_EXTENSION),
    I64_EXTEND16_S(0xC3, "i64.extend16_s", NONE, "l:l", SIGN_EXTENSION),
    I64_EXTEND32_S(0xC4, "i64.extend32_s", NONE, "l:l", SIGN_EXTENSION),

    // references (spec 5.4.5)
    REF_NULL(0xD0, "ref.null", HEAP_TYPE, null, REFERENCE_TYPES),
    REF_IS_NULL(0xD1, "ref.is_null", NONE, null, REFERENCE_TYPES),
    REF_FUNC(0xD2, "ref.func", FUNCTION, null, REFERENCE_TYPES),
    REF_EQ(0xD3, "ref.eq", NONE, null, GC),
    REF_AS_NON_NULL(0xD4, "ref.as_non_null", NONE, null, FUNCTION_REFERENCES),
    BR_ON_NULL(0xD5, "br_on_null", LABEL, null, FUNCTION_REFERENCES),
    BR_ON_NON_NULL(0xD6, "br_on_non_null", LABEL, null, FUNCTION_REFERENCES),

    // structs, arrays and casts (spec 5.4.5)
    STRUCT_NEW(0xFB, 0x00, "struct.new", TYPE, null, GC),
    STRUCT_NEW_DEFAULT(0xFB, 0x01, "struct.new_default", TYPE, null, GC),
    STRUCT_GET(0xFB, 0x02, "struct.get", TYPE_FIELD, null, GC),
    STRUCT_GET_S(0xFB, 0x03, "struct.get_s", TYPE_FIELD, null, GC),
    STRUCT_GET_U(0xFB, 0x04, "struct.get_u", TYPE_FIELD, null, GC),
    STRUCT_SET(0xFB, 0x05, "struct.set", TYPE_FIELD, null, GC),
    ARRAY_NEW(0xFB, 0x06, "array.new", TYPE, null, GC),
    ARRAY_NEW_DEFAULT(0xFB, 0x07, "array.new_default", TYPE, null, GC),
    ARRAY_NEW_FIXED(0xFB, 0x08, "array.new_fixed", TYPE_COUNT, null, GC),
    ARRAY_NEW_DATA(0xFB, 0x09, "array.new_data", TYPE_DATA, null, GC),
    ARRAY_NEW_ELEM(0xFB, 0x0A, "array.new_elem", TYPE_ELEMENT, null, GC),
    ARRAY_GET(0xFB, 0x0B, "array.get", TYPE, null, GC),
    ARRAY_GET_S(0xFB, 0x0C, "array.get_s", TYPE, null, GC),
    ARRAY_GET_U(0xFB, 0x0D, "array.get_u", TYPE, null, GC),
    ARRAY_SET(0xFB, 0x0E, "array.set", TYPE, null, GC),
    ARRAY_LEN(0xFB, 0x0F, "array.len", NONE, null, GC),
    ARRAY_FILL(0xFB, 0x10, "array.fill", TYPE, null, GC),
    ARRAY_COPY(0xFB, 0x11, "array.copy", TYPE_TYPE, null, GC),
    ARRAY_INIT_DATA(0xFB, 0x12, "array.init_data", TYPE_DATA, null, GC),
    ARRAY_INIT_ELEM(0xFB, 0x13, "array.init_elem", TYPE_ELEMENT, null, GC),
    REF_TEST(0xFB, 0x14, "ref.test", HEAP_TYPE, null, GC),
    REF_TEST_NULL(0xFB, 0x15, "ref.test", HEAP_TYPE, null, GC),
    REF_CAST(0xFB, 0x16, "ref.cast", HEAP_TYPE, null, GC),
    REF_CAST_NULL(0xFB, 0x17, "ref.cast", HEAP_TYPE, null, GC),
    BR_ON_CAST(0xFB, 0x18, "br_on_cast", CAST_BRANCH, null, GC),
    BR_ON_CAST_FAIL(0xFB, 0x19, "br_on_cast_fail", CAST_BRANCH, null, GC),
    ANY_CONVERT_EXTERN(0xFB, 0x1A, "any.convert_extern", NONE, null, GC),
    EXTERN_CONVERT_ANY(0xFB, 0x1B, "extern.convert_any", NONE, null, GC),
    REF_I31(0xFB, 0x1C, "ref.i31", NONE, null, GC),
    I31_GET_S(0xFB, 0x1D, "i31.get_s", NONE, null, GC),
    I31_GET_U(0xFB, 0x1E, "i31.get_u", NONE, null, GC),

    // saturating conversions and bulk operations (spec 5.4.4, 5.4.6, 5.4.7)
    I32_TRUNC_SAT_F32_S(0xFC, 0x00, "i32.trunc_sat_f32_s", NONE, "f:i", SATURATING_CONVERSION),
    I32_TRUNC_SAT_F32_U(0xFC, 0x01, "i32.trunc_sat_f32_u", NONE, "f:i", SATURATING_CONVERSION),
    I32_TRUNC_SAT_F64_S(0xFC, 0x02, "i32.trunc_sat_f64_s", NONE, "d:i", SATURATING_CONVERSION),
    I32_TRUNC_SAT_F64_U(0xFC, 0x03, "i32.trunc_sat_f64_u", NONE, "d:i", SATURATING_CONVERSION),
    I64_TRUNC_SAT_F32_S(0xFC, 0x04, "i64.trunc_sat_f32_s", NONE, "f:l", SATURATING_CONVERSION),
    I64_TRUNC_SAT_F32_U(0xFC, 0x05, "i64.trunc_sat_f32_u", NONE, "f:l", SATURATING_CONVERSION),
    I64_TRUNC_SAT_F64_S(0xFC, 0x06, "i64.trunc_sat_f64_s", NONE, "d:l", SATURATING_CONVERSION),
    I64_TRUNC_SAT_F64_U(0xFC, 0x07, "i64.trunc_sat_f64_u", NONE, "d:l", SATURATING_CONVERSION),
    MEMORY_INIT(0xFC, 0x08, "memory.init", DATA_MEMORY, null, BULK_MEMORY),
    DATA_DROP(0xFC, 0x09, "data.drop", DATA, ":", BULK_MEMORY),
    MEMORY_COPY(0xFC, 0x0A, "memory.copy", MEMORY_MEMORY, null, BULK_MEMORY),
    MEMORY_FILL(0xFC, 0x0B, "memory.fill", MEMORY, null, BULK_MEMORY),
    TABLE_INIT(0xFC, 0x0C, "table.init", ELEMENT_TABLE, null, BULK_MEMORY),
    ELEM_DROP(0xFC, 0x0D, "elem.drop", ELEMENT, ":", BULK_MEMORY),
    TABLE_COPY(0xFC, 0x0E, "table.copy", TABLE_TABLE, null, BULK_MEMORY),
    TABLE_GROW(0xFC, 0x0F, "table.grow", TABLE, null, REFERENCE_TYPES),
    TABLE_SIZE(0xFC, 0x10, "table.size", TABLE, null, REFERENCE_TYPES),
    TABLE_FILL(0xFC, 0x11, "table.fill", TABLE, null, REFERENCE_TYPES),

    // vectors (spec 5.4.8)
    V128_LOAD(0xFD, 0x00, "v128.load", MEMORY_ARGUMENT, "a:v", 4, SIMD),
    V128_LOAD8X8_S(0xFD, 0x01, "v128.load8x8_s", MEMORY_ARGUMENT, "a:v", 3, SIMD),
    V128_LOAD8X8_U(0xFD, 0x02, "v128.load8x8_u", MEMORY_ARGUMENT, "a:v", 3, SIMD),
    V128_LOAD16X4_S(0xFD, 0x03, "v128.load16x4_s", MEMORY_ARGUMENT, "a:v", 3, SIMD),
    V128_LOAD16X4_U(0xFD, 0x04, "v128.load16x4_u", MEMORY_ARGUMENT, "a:v", 3, SIMD),
    V128_LOAD32X2_S(0xFD, 0x05, "v128.load32x2_s", MEMORY_ARGUMENT, "a:v", 3, SIMD),
    V128_LOAD32X2_U(0xFD, 0x06, "v128.load32x2_u", MEMORY_ARGUMENT, "a:v", 3, SIMD),
    V128_LOAD8_SPLAT(0xFD, 0x07, "v128.load8_splat", MEMORY_ARGUMENT, "a:v", 0, SIMD),
    V128_LOAD16_SPLAT(0xFD, 0x08, "v128.load16_splat", MEMORY_ARGUMENT, "a:v", 1, SIMD),
    V128_LOAD32_SPLAT(0xFD, 0x09, "v128.load32_splat", MEMORY_ARGUMENT, "a:v", 2, SIMD),
    V128_LOAD64_SPLAT(0xFD, 0x0A, "v128.load64_splat", MEMORY_ARGUMENT, "a:v", 3, SIMD),
    V128_STORE(0xFD, 0x0B, "v128.store", MEMORY_ARGUMENT, "av:", 4, SIMD),
    V128_CONST(0xFD, 0x0C, "v128.const", V128, ":v", SIMD),
    I8X16_SHUFFLE(0xFD, 0x0D, "i8x16.shuffle", LANES, "vv:v", SIMD),
    I8X16_SWIZZLE(0xFD, 0x0E, "i8x16.swizzle", NONE, "vv:v", SIMD),
    I8X16_SPLAT(0xFD, 0x0F, "i8x16.splat", NONE, "i:v", SIMD),
    I16X8_SPLAT(0xFD, 0x10, "i16x8.splat", NONE, "i:v", SIMD),
    I32X4_SPLAT(0xFD, 0x11, "i32x4.splat", NONE, "i:v", SIMD),
    I64X2_SPLAT(0xFD, 0x12, "i64x2.splat", NONE, "l:v", SIMD),
    F32X4_SPLAT(0xFD, 0x13, "f32x4.splat", NONE, "f:v", SIMD),
    F64X2_SPLAT(0xFD, 0x14, "f64x2.splat", NONE, "d:v", SIMD),
    I8X16_EXTRACT_LANE_S(0xFD, 0x15, "i8x16.extract_lane_s", LANE, "v:i", SIMD),
    I8X16_EXTRACT_LANE_U(0xFD, 0x16, "i8x16.extract_lane_u", LANE, "v:i", SIMD),
    I8X16_REPLACE_LANE(0xFD, 0x17, "i8x16.replace_lane", LANE, "vi:v", SIMD),
    I16X8_EXTRACT_LANE_S(0xFD, 0x18, "i16x8.extract_lane_s", LANE, "v:i", SIMD),
    I16X8_EXTRACT_LANE_U(0xFD, 0x19, "i16x8.extract_lane_u", LANE, "v:i", SIMD),
    I16X8_REPLACE_LANE(0xFD, 0x1A, "i16x8.replace_lane", LANE, "vi:v", SIMD),
    I32X4_EXTRACT_LANE(0xFD, 0x1B, "i32x4.extract_lane", LANE, "v:i", SIMD),
    I32X4_REPLACE_LANE(0xFD, 0x1C, "i32x4.replace_lane", LANE, "vi:v", SIMD),
    I64X2_EXTRACT_LANE(0xFD, 0x1D, "i64x2.extract_lane", LANE, "v:l", SIMD),
    I64X2_REPLACE_LANE(0xFD, 0x1E, "i64x2.replace_lane", LANE, "vl:v", SIMD),
    F32X4_EXTRACT_LANE(0xFD, 0x1F, "f32x4.extract_lane", LANE, "v:f", SIMD),
    F32X4_REPLACE_LANE(0xFD, 0x20, "f32x4.replace_lane", LANE, "vf:v", SIMD),
    F64X2_EXTRACT_LANE(0xFD, 0x21, "f64x2.extract_lane", LANE, "v:d", SIMD),
    F64X2_REPLACE_LANE(0xFD, 0x22, "f64x2.replace_lane", LANE, "vd:v", SIMD),
    I8X16_EQ(0xFD, 0x23, "i8x16.eq", NONE, "vv:v", SIMD),
    I8X16_NE(0xFD, 0x24, "i8x16.ne", NONE, "vv:v", SIMD),
    I8X16_LT_S(0xFD, 0x25, "i8x16.lt_s", NONE, "vv:v", SIMD),
    I8X16_LT_U(0xFD, 0x26, "i8x16.lt_u", NONE, "vv:v", SIMD),
    I8X16_GT_S(0xFD, 0x27, "i8x16.gt_s", NONE, "vv:v", SIMD),
    I8X16_GT_U(0xFD, 0x28, "i8x16.gt_u", NONE, "vv:v", SIMD),
    I8X16_LE_S(0xFD, 0x29, "i8x16.le_s", NONE, "vv:v", SIMD),
    I8X16_LE_U(0xFD, 0x2A, "i8x16.le_u", NONE, "vv:v", SIMD),
    I8X16_GE_S(0xFD, 0x2B, "i8x16.ge_s", NONE, "vv:v", SIMD),
    I8X16_GE_U(0xFD, 0x2C, "i8x16.ge_u", NONE, "vv:v", SIMD),
    I16X8_EQ(0xFD, 0x2D, "i16x8.eq", NONE, "vv:v", SIMD),
    I16X8_NE(0xFD, 0x2E, "i16x8.ne", NONE, "vv:v", SIMD),
    I16X8_LT_S(0xFD, 0x2F, "i16x8.lt_s", NONE, "vv:v", SIMD),
    I16X8_LT_U(0xFD, 0x30, "i16x8.lt_u", NONE, "vv:v", SIMD),
    I16X8_GT_S(0xFD, 0x31, "i16x8.gt_s", NONE, "vv:v", SIMD),
    I16X8_GT_U(0xFD, 0x32, "i16x8.gt_u", NONE, "vv:v", SIMD),
    I16X8_LE_S(0xFD, 0x33, "i16x8.le_s", NONE, "vv:v", SIMD),
    I16X8_LE_U(0xFD, 0x34, "i16x8.le_u", NONE, "vv:v", SIMD),
    I16X8_GE_S(0xFD, 0x35, "i16x8.ge_s", NONE, "vv:v", SIMD),
    I16X8_GE_U(0xFD, 0x36, "i16x8.ge_u", NONE, "vv:v", SIMD),
    I32X4_EQ(0xFD, 0x37, "i32x4.eq", NONE, "vv:v", SIMD),
    I32X4_NE(0xFD, 0x38, "i32x4.ne", NONE, "vv:v", SIMD),
    I32X4_LT_S(0xFD, 0x39, "i32x4.lt_s", NONE, "vv:v", SIMD),
    I32X4_LT_U(0xFD, 0x3A, "i32x4.lt_u", NONE, "vv:v", SIMD),
    I32X4_GT_S(0xFD, 0x3B, "i32x4.gt_s", NONE, "vv:v", SIMD),
    I32X4_GT_U(0xFD, 0x3C, "i32x4.gt_u", NONE, "vv:v", SIMD),
    I32X4_LE_S(0xFD, 0x3D, "i32x4.le_s", NONE, "vv:v", SIMD),
    I32X4_LE_U(0xFD, 0x3E, "i32x4.le_u", NONE, "vv:v", SIMD),
    I32X4_GE_S(0xFD, 0x3F, "i32x4.ge_s", NONE, "vv:v", SIMD),
    I32X4_GE_U(0xFD, 0x40, "i32x4.ge_u", NONE, "vv:v", SIMD),
    F32X4_EQ(0xFD, 0x41, "f32x4.eq", NONE, "vv:v", SIMD),
    F32X4_NE(0xFD, 0x42, "f32x4.ne", NONE, "vv:v", SIMD),
    F32X4_LT(0xFD, 0x43, "f32x4.lt", NONE, "vv:v", SIMD),
    F32X4_GT(0xFD, 0x44, "f32x4.gt", NONE, "vv:v", SIMD),
    F32X4_LE(0xFD, 0x45, "f32x4.le", NONE, "vv:v", SIMD),
    F32X4_GE(0xFD, 0x46, "f32x4.ge", NONE, "vv:v", SIMD),
    F64X2_EQ(0xFD, 0x47, "f64x2.eq", NONE, "vv:v", SIMD),
    F64X2_NE(0xFD, 0x48, "f64x2.ne", NONE, "vv:v", SIMD),
    F64X2_LT(0xFD, 0x49, "f64x2.lt", NONE, "vv:v", SIMD),
    F64X2_GT(0xFD, 0x4A, "f64x2.gt", NONE, "vv:v", SIMD),
    F64X2_LE(0xFD, 0x4B, "f64x2.le", NONE, "vv:v", SIMD),
    F64X2_GE(0xFD, 0x4C, "f64x2.ge", NONE, "vv:v", SIMD),
    V128_NOT(0xFD, 0x4D, "v128.not", NONE, "v:v", SIMD),
    V128_AND(0xFD, 0x4E, "v128.and", NONE, "vv:v", SIMD),
    V128_ANDNOT(0xFD, 0x4F, "v128.andnot", NONE, "vv:v", SIMD),
    V128_OR(0xFD, 0x50, "v128.or", NONE, "vv:v", SIMD),
    V128_XOR(0xFD, 0x51, "v128.xor", NONE, "vv:v", SIMD),
    V128_BITSELECT(0xFD, 0x52, "v128.bitselect", NONE, "vvv:v", SIMD),
    V128_ANY_TRUE(0xFD, 0x53, "v128.any_true", NONE, "v:i", SIMD),
    V128_LOAD8_LANE(0xFD, 0x54, "v128.load8_lane", MEMORY_ARGUMENT_LANE, "av:v", 0, SIMD),
    V128_LOAD16_LANE(0xFD, 0x55, "v128.load16_lane", MEMORY_ARGUMENT_LANE, "av:v", 1, SIMD),
    V128_LOAD32_LANE(0xFD, 0x56, "v128.load32_lane", MEMORY_ARGUMENT_LANE, "av:v", 2, SIMD),
    V128_LOAD64_LANE(0xFD, 0x57, "v128.load64_lane", MEMORY_ARGUMENT_LANE, "av:v", 3, SIMD),
    V128_STORE8_LANE(0xFD, 0x58, "v128.store8_lane", MEMORY_ARGUMENT_LANE, "av:", 0, SIMD),
    V128_STORE16_LANE(0xFD, 0x59, "v128.store16_lane", MEMORY_ARGUMENT_LANE, "av:", 1, SIMD),
    V128_STORE32_LANE(0xFD, 0x5A, "v128.store32_lane", MEMORY_ARGUMENT_LANE, "av:", 2, SIMD),
    V128_STORE64_LANE(0xFD, 0x5B, "v128.store64_lane", MEMORY_ARGUMENT_LANE, "av:", 3, SIMD),
    V128_LOAD32_ZERO(0xFD, 0x5C, "v128.load32_zero", MEMORY_ARGUMENT, "a:v", 2, SIMD),
    V128_LOAD64_ZERO(0xFD, 0x5D, "v128.load64_zero", MEMORY_ARGUMENT, "a:v", 3, SIMD),
    F32X4_DEMOTE_F64X2_ZERO(0xFD, 0x5E, "f32x4.demote_f64x2_zero", NONE, "v:v", SIMD),
    F64X2_PROMOTE_LOW_F32X4(0xFD, 0x5F, "f64x2.promote_low_f32x4", NONE, "v:v", SIMD),
    I8X16_ABS(0xFD, 0x60, "i8x16.abs", NONE, "v:v", SIMD),
    I8X16_NEG(0xFD, 0x61, "i8x16.neg", NONE, "v:v", SIMD),
    I8X16_POPCNT(0xFD, 0x62, "i8x16.popcnt", NONE, "v:v", SIMD),
    I8X16_ALL_TRUE(0xFD, 0x63, "i8x16.all_true", NONE, "v:i", SIMD),
    I8X16_BITMASK(0xFD, 0x64, "i8x16.bitmask", NONE, "v:i", SIMD),
    I8X16_NARROW_I16X8_S(0xFD, 0x65, "i8x16.narrow_i16x8_s", NONE, "vv:v", SIMD),
    I8X16_NARROW_I16X8_U(0xFD, 0x66, "i8x16.narrow_i16x8_u", NONE, "vv:v", SIMD),
    F32X4_CEIL(0xFD, 0x67, "f32x4.ceil", NONE, "v:v", SIMD),
    F32X4_FLOOR(0xFD, 0x68, "f32x4.floor", NONE, "v:v", SIMD),
    F32X4_TRUNC(0xFD, 0x69, "f32x4.trunc", NONE, "v:v", SIMD),
    F32X4_NEAREST(0xFD, 0x6A, "f32x4.nearest", NONE, "v:v", SIMD),
    I8X16_SHL(0xFD, 0x6B, "i8x16.shl", NONE, "vi:v", SIMD),
    I8X16_SHR_S(0xFD, 0x6C, "i8x16.shr_s", NONE, "vi:v", SIMD),
    I8X16_SHR_U(0xFD, 0x6D, "i8x16.shr_u", NONE, "vi:v", SIMD),
    I8X16_ADD(0xFD, 0x6E, "i8x16.add", NONE, "vv:v", SIMD),
    I8X16_ADD_SAT_S(0xFD, 0x6F, "i8x16.add_sat_s", NONE, "vv:v", SIMD),
    I8X16_ADD_SAT_U(0xFD, 0x70, "i8x16.add_sat_u", NONE, "vv:v", SIMD),
    I8X16_SUB(0xFD, 0x71, "i8x16.sub", NONE, "vv:v", SIMD),
    I8X16_SUB_SAT_S(0xFD, 0x72, "i8x16.sub_sat_s", NONE, "vv:v", SIMD),
    I8X16_SUB_SAT_U(0xFD, 0x73, "i8x16.sub_sat_u", NONE, "vv:v", SIMD),
    F64X2_CEIL(0xFD, 0x74, "f64x2.ceil", NONE, "v:v", SIMD),
    F64X2_FLOOR(0xFD, 0x75, "f64x2.floor", NONE, "v:v", SIMD),
    I8X16_MIN_S(0xFD, 0x76, "i8x16.min_s", NONE, "vv:v", SIMD),
    I8X16_MIN_U(0xFD, 0x77, "i8x16.min_u", NONE, "vv:v", SIMD),
    I8X16_MAX_S(0xFD, 0x78, "i8x16.max_s", NONE, "vv:v", SIMD),
    I8X16_MAX_U(0xFD, 0x79, "i8x16.max_u", NONE, "vv:v", SIMD),
    F64X2_TRUNC(0xFD, 0x7A, "f64x2.trunc", NONE, "v:v", SIMD),
    I8X16_AVGR_U(0xFD, 0x7B, "i8x16.avgr_u", NONE, "vv:v", SIMD),
    I16X8_EXTADD_PAIRWISE_I8X16_S(0xFD, 0x7C, "i16x8.extadd_pairwise_i8x16_s", NONE, "v:v", SIMD),
    I16X8_EXTADD_PAIRWISE_I8X16_U(0xFD, 0x7D, "i16x8.extadd_pairwise_i8x16_u", NONE, "v:v", SIMD),
    I32X4_EXTADD_PAIRWISE_I16X8_S(0xFD, 0x7E, "i32x4.extadd_pairwise_i16x8_s", NONE, "v:v", SIMD),
    I32X4_EXTADD_PAIRWISE_I16X8_U(0xFD, 0x7F, "i32x4.extadd_pairwise_i16x8_u", NONE, "v:v", SIMD),
    I16X8_ABS(0xFD, 0x80, "i16x8.abs", NONE, "v:v", SIMD),
    I16X8_NEG(0xFD, 0x81, "i16x8.neg", NONE, "v:v", SIMD),
    I16X8_Q15MULR_SAT_S(0xFD, 0x82, "i16x8.q15mulr_sat_s", NONE, "vv:v", SIMD),
    I16X8_ALL_TRUE(0xFD, 0x83, "i16x8.all_true", NONE, "v:i", SIMD),
    I16X8_BITMASK(0xFD, 0x84, "i16x8.bitmask", NONE, "v:i", SIMD),
    I16X8_NARROW_I32X4_S(0xFD, 0x85, "i16x8.narrow_i32x4_s", NONE, "vv:v", SIMD),
    I16X8_NARROW_I32X4_U(0xFD, 0x86, "i16x8.narrow_i32x4_u", NONE, "vv:v", SIMD),
    I16X8_EXTEND_LOW_I8X16_S(0xFD, 0x87, "i16x8.extend_low_i8x16_s", NONE, "v:v", SIMD),
    I16X8_EXTEND_HIGH_I8X16_S(0xFD, 0x88, "i16x8.extend_high_i8x16_s", NONE, "v:v", SIMD),
    I16X8_EXTEND_LOW_I8X16_U(0xFD, 0x89, "i16x8.extend_low_i8x16_u", NONE, "v:v", SIMD),
    I16X8_EXTEND_HIGH_I8X16_U(0xFD, 0x8A, "i16x8.extend_high_i8x16_u", NONE, "v:v", SIMD),
    I16X8_SHL(0xFD, 0x8B, "i16x8.shl", NONE, "vi:v", SIMD),
    I16X8_SHR_S(0xFD, 0x8C, "i16x8.shr_s", NONE, "vi:v", SIMD),
    I16X8_SHR_U(0xFD, 0x8D, "i16x8.shr_u", NONE, "vi:v", SIMD),
    I16X8_ADD(0xFD, 0x8E, "i16x8.add", NONE, "vv:v", SIMD),
    I16X8_ADD_SAT_S(0xFD, 0x8F, "i16x8.add_sat_s", NONE, "vv:v", SIMD),
    I16X8_ADD_SAT_U(0xFD, 0x90, "i16x8.add_sat_u", NONE, "vv:v", SIMD),
    I16X8_SUB(0xFD, 0x91, "i16x8.sub", NONE, "vv:v", SIMD),
    I16X8_SUB_SAT_S(0xFD, 0x92, "i16x8.sub_sat_s", NONE, "vv:v", SIMD),
    I16X8_SUB_SAT_U(0xFD, 0x93, "i16x8.sub_sat_u", NONE, "vv:v", SIMD),
    F64X2_NEAREST(0xFD, 0x94, "f64x2.nearest", NONE, "v:v", SIMD),
    I16X8_MUL(0xFD, 0x95, "i16x8.mul", NONE, "vv:v", SIMD),
    I16X8_MIN_S(0xFD, 0x96, "i16x8.min_s", NONE, "vv:v", SIMD),
    I16X8_MIN_U(0xFD, 0x97, "i16x8.min_u", NONE, "vv:v", SIMD),
    I16X8_MAX_S(0xFD, 0x98, "i16x8.max_s", NONE, "vv:v", SIMD),
    I16X8_MAX_U(0xFD, 0x99, "i16x8.max_u", NONE, "vv:v", SIMD),
    I16X8_AVGR_U(0xFD, 0x9B, "i16x8.avgr_u", NONE, "vv:v", SIMD),
    I16X8_EXTMUL_LOW_I8X16_S(0xFD, 0x9C, "i16x8.extmul_low_i8x16_s", NONE, "vv:v", SIMD),
    I16X8_EXTMUL_HIGH_I8X16_S(0xFD, 0x9D, "i16x8.extmul_high_i8x16_s", NONE, "vv:v", SIMD),
    I16X8_EXTMUL_LOW_I8X16_U(0xFD, 0x9E, "i16x8.extmul_low_i8x16_u", NONE, "vv:v", SIMD),
    I16X8_EXTMUL_HIGH_I8X16_U(0xFD, 0x9F, "i16x8.extmul_high_i8x16_u", NONE, "vv:v", SIMD),
    I32X4_ABS(0xFD, 0xA0, "i32x4.abs", NONE, "v:v", SIMD),
    I32X4_NEG(0xFD, 0xA1, "i32x4.neg", NONE, "v:v", SIMD),
    I32X4_ALL_TRUE(0xFD, 0xA3, "i32x4.all_true", NONE, "v:i", SIMD),
    I32X4_BITMASK(0xFD, 0xA4, "i32x4.bitmask", NONE, "v:i", SIMD),
    I32X4_EXTEND_LOW_I16X8_S(0xFD, 0xA7, "i32x4.extend_low_i16x8_s", NONE, "v:v", SIMD),
    I32X4_EXTEND_HIGH_I16X8_S(0xFD, 0xA8, "i32x4.extend_high_i16x8_s", NONE, "v:v", SIMD),
    I32X4_EXTEND_LOW_I16X8_U(0xFD, 0xA9, "i32x4.extend_low_i16x8_u", NONE, "v:v", SIMD),
    I32X4_EXTEND_HIGH_I16X8_U(0xFD, 0xAA, "i32x4.extend_high_i16x8_u", NONE, "v:v", SIMD),
    I32X4_SHL(0xFD, 0xAB, "i32x4.shl", NONE, "vi:v", SIMD),
    I32X4_SHR_S(0xFD, 0xAC, "i32x4.shr_s", NONE, "vi:v", SIMD),
    I32X4_SHR_U(0xFD, 0xAD, "i32x4.shr_u", NONE, "vi:v", SIMD),
    I32X4_ADD(0xFD, 0xAE, "i32x4.add", NONE, "vv:v", SIMD),
    I32X4_SUB(0xFD, 0xB1, "i32x4.sub", NONE, "vv:v", SIMD),
    I32X4_MUL(0xFD, 0xB5, "i32x4.mul", NONE, "vv:v", SIMD),
    I32X4_MIN_S(0xFD, 0xB6, "i32x4.min_s", NONE, "vv:v", SIMD),
    I32X4_MIN_U(0xFD, 0xB7, "i32x4.min_u", NONE, "vv:v", SIMD),
    I32X4_MAX_S(0xFD, 0xB8, "i32x4.max_s", NONE, "vv:v", SIMD),
    I32X4_MAX_U(0xFD, 0xB9, "i32x4.max_u", NONE, "vv:v", SIMD),
    I32X4_DOT_I16X8_S(0xFD, 0xBA, "i32x4.dot_i16x8_s", NONE, "vv:v", SIMD),
    I32X4_EXTMUL_LOW_I16X8_S(0xFD, 0xBC, "i32x4.extmul_low_i16x8_s", NONE, "vv:v", SIMD),
    I32X4_EXTMUL_HIGH_I16X8_S(0xFD, 0xBD, "i32x4.extmul_high_i16x8_s", NONE, "vv:v", SIMD),
    I32X4_EXTMUL_LOW_I16X8_U(0xFD, 0xBE, "i32x4.extmul_low_i16x8_u", NONE, "vv:v", SIMD),
    I32X4_EXTMUL_HIGH_I16X8_U(0xFD, 0xBF, "i32x4.extmul_high_i16x8_u", NONE, "vv:v", SIMD),
    I64X2_ABS(0xFD, 0xC0, "i64x2.abs", NONE, "v:v", SIMD),
    I64X2_NEG(0xFD, 0xC1, "i64x2.neg", NONE, "v:v", SIMD),
    I64X2_ALL_TRUE(0xFD, 0xC3, "i64x2.all_true", NONE, "v:i", SIMD),
    I64X2_BITMASK(0xFD, 0xC4, "i64x2.bitmask", NONE, "v:i", SIMD),
    I64X2_EXTEND_LOW_I32X4_S(0xFD, 0xC7, "i64x2.extend_low_i32x4_s", NONE, "v:v", SIMD),
    I64X2_EXTEND_HIGH_I32X4_S(0xFD, 0xC8, "i64x2.extend_high_i32x4_s", NONE, "v:v", SIMD),
    I64X2_EXTEND_LOW_I32X4_U(0xFD, 0xC9, "i64x2.extend_low_i32x4_u", NONE, "v:v", SIMD),
    I64X2_EXTEND_HIGH_I32X4_U(0xFD, 0xCA, "i64x2.extend_high_i32x4_u", NONE, "v:v", SIMD),
    I64X2_SHL(0xFD, 0xCB, "i64x2.shl", NONE, "vi:v", SIMD),
    I64X2_SHR_S(0xFD, 0xCC, "i64x2.shr_s", NONE, "vi:v", SIMD),
    I64X2_SHR_U(0xFD, 0xCD, "i64x2.shr_u", NONE, "vi:v", SIMD),
    I64X2_ADD(0xFD, 0xCE, "i64x2.add", NONE, "vv:v", SIMD),
    I64X2_SUB(0xFD, 0xD1, "i64x2.sub", NONE, "vv:v", SIMD),
    I64X2_MUL(0xFD, 0xD5, "i64x2.mul", NONE, "vv:v", SIMD),
    I64X2_EQ(0xFD, 0xD6, "i64x2.eq", NONE, "vv:v", SIMD),
    I64X2_NE(0xFD, 0xD7, "i64x2.ne", NONE, "vv:v", SIMD),
    I64X2_LT_S(0xFD, 0xD8, "i64x2.lt_s", NONE, "vv:v", SIMD),
    I64X2_GT_S(0xFD, 0xD9, "i64x2.gt_s", NONE, "vv:v", SIMD),
    I64X2_LE_S(0xFD, 0xDA, "i64x2.le_s", NONE, "vv:v", SIMD),
    I64X2_GE_S(0xFD, 0xDB, "i64x2.ge_s", NONE, "vv:v", SIMD),
    I64X2_EXTMUL_LOW_I32X4_S(0xFD, 0xDC, "i64x2.extmul_low_i32x4_s", NONE, "vv:v", SIMD),
    I64X2_EXTMUL_HIGH_I32X4_S(0xFD, 0xDD, "i64x2.extmul_high_i32x4_s", NONE, "vv:v", SIMD),
    I64X2_EXTMUL_LOW_I32X4_U(0xFD, 0xDE, "i64x2.extmul_low_i32x4_u", NONE, "vv:v", SIMD),
    I64X2_EXTMUL_HIGH_I32X4_U(0xFD, 0xDF, "i64x2.extmul_high_i32x4_u", NONE, "vv:v", SIMD),
    F32X4_ABS(0xFD, 0xE0, "f32x4.abs", NONE, "v:v", SIMD),
    F32X4_NEG(0xFD, 0xE1, "f32x4.neg", NONE, "v:v", SIMD),
    F32X4_SQRT(0xFD, 0xE3, "f32x4.sqrt", NONE, "v:v", SIMD),
    F32X4_ADD(0xFD, 0xE4, "f32x4.add", NONE, "vv:v", SIMD),
    F32X4_SUB(0xFD, 0xE5, "f32x4.sub", NONE, "vv:v", SIMD),
    F32X4_MUL(0xFD, 0xE6, "f32x4.mul", NONE, "vv:v", SIMD),
    F32X4_DIV(0xFD, 0xE7, "f32x4.div", NONE, "vv:v", SIMD),
    F32X4_MIN(0xFD, 0xE8, "f32x4.min", NONE, "vv:v", SIMD),
    F32X4_MAX(0xFD, 0xE9, "f32x4.max", NONE, "vv:v", SIMD),
    F32X4_PMIN(0xFD, 0xEA, "f32x4.pmin", NONE, "vv:v", SIMD),
    F32X4_PMAX(0xFD, 0xEB, "f32x4.pmax", NONE, "vv:v", SIMD),
    F64X2_ABS(0xFD, 0xEC, "f64x2.abs", NONE, "v:v", SIMD),
    F64X2_NEG(0xFD, 0xED, "f64x2.neg", NONE, "v:v", SIMD),
    F64X2_SQRT(0xFD, 0xEF, "f64x2.sqrt", NONE, "v:v", SIMD),
    F64X2_ADD(0xFD, 0xF0, "f64x2.add", NONE, "vv:v", SIMD),
    F64X2_SUB(0xFD, 0xF1, "f64x2.sub", NONE, "vv:v", SIMD),
    F64X2_MUL(0xFD, 0xF2, "f64x2.mul", NONE, "vv:v", SIMD),
    F64X2_DIV(0xFD, 0xF3, "f64x2.div", NONE, "vv:v", SIMD),
    F64X2_MIN(0xFD, 0xF4, "f64x2.min", NONE, "vv:v", SIMD),
    F64X2_MAX(0xFD, 0xF5, "f64x2.max", NONE, "vv:v", SIMD),
    F64X2_PMIN(0xFD, 0xF6, "f64x2.pmin", NONE, "vv:v", SIMD),
    F64X2_PMAX(0xFD, 0xF7, "f64x2.pmax", NONE, "vv:v", SIMD),
    I32X4_TRUNC_SAT_F32X4_S(0xFD, 0xF8, "i32x4.trunc_sat_f32x4_s", NONE, "v:v", SIMD),
    I32X4_TRUNC_SAT_F32X4_U(0xFD, 0xF9, "i32x4.trunc_sat_f32x4_u", NONE, "v:v", SIMD),
    F32X4_CONVERT_I32X4_S(0xFD, 0xFA, "f32x4.convert_i32x4_s", NONE, "v:v", SIMD),
    F32X4_CONVERT_I32X4_U(0xFD, 0xFB, "f32x4.convert_i32x4_u", NONE, "v:v", SIMD),
    I32X4_TRUNC_SAT_F64X2_S_ZERO(0xFD, 0xFC, "i32x4.trunc_sat_f64x2_s_zero", NONE, "v:v", SIMD),
    I32X4_TRUNC_SAT_F64X2_U_ZERO(0xFD, 0xFD, "i32x4.trunc_sat_f64x2_u_zero", NONE, "v:v", SIMD),
    F64X2_CONVERT_LOW_I32X4_S(0xFD, 0xFE, "f64x2.convert_low_i32x4_s", NONE, "v:v", SIMD),
    F64X2_CONVERT_LOW_I32X4_U(0xFD, 0xFF, "f64x2.convert_low_i32x4_u", NONE, "v:v", SIMD),

    // relaxed vectors (spec 5.4.8)
    I8X16_RELAXED_SWIZZLE(0xFD, 0x100, "i8x16.relaxed_swizzle", NONE, "vv:v", RELAXED_SIMD),
    I32X4_RELAXED_TRUNC_F32X4_S(0xFD, 0x101, "i32x4.relaxed_trunc_f32x4_s", NONE, "v:v", RELAXED_SIMD),
    I32X4_RELAXED_TRUNC_F32X4_U(0xFD, 0x102, "i32x4.relaxed_trunc_f32x4_u", NONE, "v:v", RELAXED_SIMD),
    I32X4_RELAXED_TRUNC_F64X2_S_ZERO(0xFD, 0x103, "i32x4.relaxed_trunc_f64x2_s_zero", NONE, "v:v", RELAXED_SIMD),
    I32X4_RELAXED_TRUNC_F64X2_U_ZERO(0xFD, 0x104, "i32x4.relaxed_trunc_f64x2_u_zero", NONE, "v:v", RELAXED_SIMD),
    F32X4_RELAXED_MADD(0xFD, 0x105, "f32x4.relaxed_madd", NONE, "vvv:v", RELAXED_SIMD),
    F32X4_RELAXED_NMADD(0xFD, 0x106, "f32x4.relaxed_nmadd", NONE, "vvv:v", RELAXED_SIMD),
    F64X2_RELAXED_MADD(0xFD, 0x107, "f64x2.relaxed_madd", NONE, "vvv:v", RELAXED_SIMD),
    F64X2_RELAXED_NMADD(0xFD, 0x108, "f64x2.relaxed_nmadd", NONE, "vvv:v", RELAXED_SIMD),
    I8X16_RELAXED_LANESELECT(0xFD, 0x109, "i8x16.relaxed_laneselect", NONE, "vvv:v", RELAXED_SIMD),
    I16X8_RELAXED_LANESELECT(0xFD, 0x10A, "i16x8.relaxed_laneselect", NONE, "vvv:v", RELAXED_SIMD),
    I32X4_RELAXED_LANESELECT(0xFD, 0x10B, "i32x4.relaxed_laneselect", NONE, "vvv:v", RELAXED_SIMD),
    I64X2_RELAXED_LANESELECT(0xFD, 0x10C, "i64x2.relaxed_laneselect", NONE, "vvv:v", RELAXED_SIMD),
    F32X4_RELAXED_MIN(0xFD, 0x10D, "f32x4.relaxed_min", NONE, "vv:v", RELAXED_SIMD),
    F32X4_RELAXED_MAX(0xFD, 0x10E, "f32x4.relaxed_max", NONE, "vv:v", RELAXED_SIMD),
    F64X2_RELAXED_MIN(0xFD, 0x10F, "f64x2.relaxed_min", NONE, "vv:v", RELAXED_SIMD),
    F64X2_RELAXED_MAX(0xFD, 0x110, "f64x2.relaxed_max", NONE, "vv:v", RELAXED_SIMD),
    I16X8_RELAXED_Q15MULR_S(0xFD, 0x111, "i16x8.relaxed_q15mulr_s", NONE, "vv:v", RELAXED_SIMD),
    I16X8_RELAXED_DOT_I8X16_I7X16_S(0xFD, 0x112, "i16x8.relaxed_dot_i8x16_i7x16_s", NONE, "vv:v", RELAXED_SIMD),
    I32X4_RELAXED_DOT_I8X16_I7X16_ADD_S(0xFD, 0x113, "i32x4.relaxed_dot_i8x16_i7x16_add_s", NONE, "vvv:v", RELAXED_SIMD),

    // atomics (threads proposal)
    MEMORY_ATOMIC_NOTIFY(0xFE, 0x00, "memory.atomic.notify", MEMORY_ARGUMENT, "ai:i", 2, THREADS),
    MEMORY_ATOMIC_WAIT32(0xFE, 0x01, "memory.atomic.wait32", MEMORY_ARGUMENT, "ail:i", 2, THREADS),
    MEMORY_ATOMIC_WAIT64(0xFE, 0x02, "memory.atomic.wait64", MEMORY_ARGUMENT, "all:i", 3, THREADS),
    ATOMIC_FENCE(0xFE, 0x03, "atomic.fence", ZERO_BYTE, ":", THREADS),
    I32_ATOMIC_LOAD(0xFE, 0x10, "i32.atomic.load", MEMORY_ARGUMENT, "a:i", 2, THREADS),
    I64_ATOMIC_LOAD(0xFE, 0x11, "i64.atomic.load", MEMORY_ARGUMENT, "a:l", 3, THREADS),
    I32_ATOMIC_LOAD8_U(0xFE, 0x12, "i32.atomic.load8_u", MEMORY_ARGUMENT, "a:i", 0, THREADS),
    I32_ATOMIC_LOAD16_U(0xFE, 0x13, "i32.atomic.load16_u", MEMORY_ARGUMENT, "a:i", 1, THREADS),
    I64_ATOMIC_LOAD8_U(0xFE, 0x14, "i64.atomic.load8_u", MEMORY_ARGUMENT, "a:l", 0, THREADS),
    I64_ATOMIC_LOAD16_U(0xFE, 0x15, "i64.atomic.load16_u", MEMORY_ARGUMENT, "a:l", 1, THREADS),
    I64_ATOMIC_LOAD32_U(0xFE, 0x16, "i64.atomic.load32_u", MEMORY_ARGUMENT, "a:l", 2, THREADS),
    I32_ATOMIC_STORE(0xFE, 0x17, "i32.atomic.store", MEMORY_ARGUMENT, "ai:", 2, THREADS),
    I64_ATOMIC_STORE(0xFE, 0x18, "i64.atomic.store", MEMORY_ARGUMENT, "al:", 3, THREADS),
    I32_ATOMIC_STORE8(0xFE, 0x19, "i32.atomic.store8", MEMORY_ARGUMENT, "ai:", 0, THREADS),
    I32_ATOMIC_STORE16(0xFE, 0x1A, "i32.atomic.store16", MEMORY_ARGUMENT, "ai:", 1, THREADS),
    I64_ATOMIC_STORE8(0xFE, 0x1B, "i64.atomic.store8", MEMORY_ARGUMENT, "al:", 0, THREADS),
    I64_ATOMIC_STORE16(0xFE, 0x1C, "i64.atomic.store16", MEMORY_ARGUMENT, "al:", 1, THREADS),
    I64_ATOMIC_STORE32(0xFE, 0x1D, "i64.atomic.store32", MEMORY_ARGUMENT, "al:", 2, THREADS),
    I32_ATOMIC_RMW_ADD(0xFE, 0x1E, "i32.atomic.rmw.add", MEMORY_ARGUMENT, "ai:i", 2, THREADS),
    I64_ATOMIC_RMW_ADD(0xFE, 0x1F, "i64.atomic.rmw.add", MEMORY_ARGUMENT, "al:l", 3, THREADS),
    I32_ATOMIC_RMW8_ADD_U(0xFE, 0x20, "i32.atomic.rmw8.add_u", MEMORY_ARGUMENT, "ai:i", 0, THREADS),
    I32_ATOMIC_RMW16_ADD_U(0xFE, 0x21, "i32.atomic.rmw16.add_u", MEMORY_ARGUMENT, "ai:i", 1, THREADS),
    I64_ATOMIC_RMW8_ADD_U(0xFE, 0x22, "i64.atomic.rmw8.add_u", MEMORY_ARGUMENT, "al:l", 0, THREADS),
    I64_ATOMIC_RMW16_ADD_U(0xFE, 0x23, "i64.atomic.rmw16.add_u", MEMORY_ARGUMENT, "al:l", 1, THREADS),
    I64_ATOMIC_RMW32_ADD_U(0xFE, 0x24, "i64.atomic.rmw32.add_u", MEMORY_ARGUMENT, "al:l", 2, THREADS),
    I32_ATOMIC_RMW_SUB(0xFE, 0x25, "i32.atomic.rmw.sub", MEMORY_ARGUMENT, "ai:i", 2, THREADS),
    I64_ATOMIC_RMW_SUB(0xFE, 0x26, "i64.atomic.rmw.sub", MEMORY_ARGUMENT, "al:l", 3, THREADS),
    I32_ATOMIC_RMW8_SUB_U(0xFE, 0x27, "i32.atomic.rmw8.sub_u", MEMORY_ARGUMENT, "ai:i", 0, THREADS),
    I32_ATOMIC_RMW16_SUB_U(0xFE, 0x28, "i32.atomic.rmw16.sub_u", MEMORY_ARGUMENT, "ai:i", 1, THREADS),
    I64_ATOMIC_RMW8_SUB_U(0xFE, 0x29, "i64.atomic.rmw8.sub_u", MEMORY_ARGUMENT, "al:l", 0, THREADS),
    I64_ATOMIC_RMW16_SUB_U(0xFE, 0x2A, "i64.atomic.rmw16.sub_u", MEMORY_ARGUMENT, "al:l", 1, THREADS),
    I64_ATOMIC_RMW32_SUB_U(0xFE, 0x2B, "i64.atomic.rmw32.sub_u", MEMORY_ARGUMENT, "al:l", 2, THREADS),
    I32_ATOMIC_RMW_AND(0xFE, 0x2C, "i32.atomic.rmw.and", MEMORY_ARGUMENT, "ai:i", 2, THREADS),
    I64_ATOMIC_RMW_AND(0xFE, 0x2D, "i64.atomic.rmw.and", MEMORY_ARGUMENT, "al:l", 3, THREADS),
    I32_ATOMIC_RMW8_AND_U(0xFE, 0x2E, "i32.atomic.rmw8.and_u", MEMORY_ARGUMENT, "ai:i", 0, THREADS),
    I32_ATOMIC_RMW16_AND_U(0xFE, 0x2F, "i32.atomic.rmw16.and_u", MEMORY_ARGUMENT, "ai:i", 1, THREADS),
    I64_ATOMIC_RMW8_AND_U(0xFE, 0x30, "i64.atomic.rmw8.and_u", MEMORY_ARGUMENT, "al:l", 0, THREADS),
    I64_ATOMIC_RMW16_AND_U(0xFE, 0x31, "i64.atomic.rmw16.and_u", MEMORY_ARGUMENT, "al:l", 1, THREADS),
    I64_ATOMIC_RMW32_AND_U(0xFE, 0x32, "i64.atomic.rmw32.and_u", MEMORY_ARGUMENT, "al:l", 2, THREADS),
    I32_ATOMIC_RMW_OR(0xFE, 0x33, "i32.atomic.rmw.or", MEMORY_ARGUMENT, "ai:i", 2, THREADS),
    I64_ATOMIC_RMW_OR(0xFE, 0x34, "i64.atomic.rmw.or", MEMORY_ARGUMENT, "al:l", 3, THREADS),
    I32_ATOMIC_RMW8_OR_U(0xFE, 0x35, "i32.atomic.rmw8.or_u", MEMORY_ARGUMENT, "ai:i", 0, THREADS),
    I32_ATOMIC_RMW16_OR_U(0xFE, 0x36, "i32.atomic.rmw16.or_u", MEMORY_ARGUMENT, "ai:i", 1, THREADS),
    I64_ATOMIC_RMW8_OR_U(0xFE, 0x37, "i64.atomic.rmw8.or_u", MEMORY_ARGUMENT, "al:l", 0, THREADS),
    I64_ATOMIC_RMW16_OR_U(0xFE, 0x38, "i64.atomic.rmw16.or_u", MEMORY_ARGUMENT, "al:l", 1, THREADS),
    I64_ATOMIC_RMW32_OR_U(0xFE, 0x39, "i64.atomic.rmw32.or_u", MEMORY_ARGUMENT, "al:l", 2, THREADS),
    I32_ATOMIC_RMW_XOR(0xFE, 0x3A, "i32.atomic.rmw.xor", MEMORY_ARGUMENT, "ai:i", 2, THREADS),
    I64_ATOMIC_RMW_XOR(0xFE, 0x3B, "i64.atomic.rmw.xor", MEMORY_ARGUMENT, "al:l", 3, THREADS),
    I32_ATOMIC_RMW8_XOR_U(0xFE, 0x3C, "i32.atomic.rmw8.xor_u", MEMORY_ARGUMENT, "ai:i", 0, THREADS),
    I32_ATOMIC_RMW16_XOR_U(0xFE, 0x3D, "i32.atomic.rmw16.xor_u", MEMORY_ARGUMENT, "ai:i", 1, THREADS),
    I64_ATOMIC_RMW8_XOR_U(0xFE, 0x3E, "i64.atomic.rmw8.xor_u", MEMORY_ARGUMENT, "al:l", 0, THREADS),
    I64_ATOMIC_RMW16_XOR_U(0xFE, 0x3F, "i64.atomic.rmw16.xor_u", MEMORY_ARGUMENT, "al:l", 1, THREADS),
    I64_ATOMIC_RMW32_XOR_U(0xFE, 0x40, "i64.atomic.rmw32.xor_u", MEMORY_ARGUMENT, "al:l", 2, THREADS),
    I32_ATOMIC_RMW_XCHG(0xFE, 0x41, "i32.atomic.rmw.xchg", MEMORY_ARGUMENT, "ai:i", 2, THREADS),
    I64_ATOMIC_RMW_XCHG(0xFE, 0x42, "i64.atomic.rmw.xchg", MEMORY_ARGUMENT, "al:l", 3, THREADS),
    I32_ATOMIC_RMW8_XCHG_U(0xFE, 0x43, "i32.atomic.rmw8.xchg_u", MEMORY_ARGUMENT, "ai:i", 0, THREADS),
    I32_ATOMIC_RMW16_XCHG_U(0xFE, 0x44, "i32.atomic.rmw16.xchg_u", MEMORY_ARGUMENT, "ai:i", 1, THREADS),
    I64_ATOMIC_RMW8_XCHG_U(0xFE, 0x45, "i64.atomic.rmw8.xchg_u", MEMORY_ARGUMENT, "al:l", 0, THREADS),
    I64_ATOMIC_RMW16_XCHG_U(0xFE, 0x46, "i64.atomic.rmw16.xchg_u", MEMORY_ARGUMENT, "al:l", 1, THREADS),
    I64_ATOMIC_RMW32_XCHG_U(0xFE, 0x47, "i64.atomic.rmw32.xchg_u", MEMORY_ARGUMENT, "al:l", 2, THREADS),
    I32_ATOMIC_RMW_CMPXCHG(0xFE, 0x48, "i32.atomic.rmw.cmpxchg", MEMORY_ARGUMENT, "aii:i", 2, THREADS),
    I64_ATOMIC_RMW_CMPXCHG(0xFE, 0x49, "i64.atomic.rmw.cmpxchg", MEMORY_ARGUMENT, "all:l", 3, THREADS),
    I32_ATOMIC_RMW8_CMPXCHG_U(0xFE, 0x4A, "i32.atomic.rmw8.cmpxchg_u", MEMORY_ARGUMENT, "aii:i", 0, THREADS),
    I32_ATOMIC_RMW16_CMPXCHG_U(0xFE, 0x4B, "i32.atomic.rmw16.cmpxchg_u", MEMORY_ARGUMENT, "aii:i", 1, THREADS),
    I64_ATOMIC_RMW8_CMPXCHG_U(0xFE, 0x4C, "i64.atomic.rmw8.cmpxchg_u", MEMORY_ARGUMENT, "all:l", 0, THREADS),
    I64_ATOMIC_RMW16_CMPXCHG_U(0xFE, 0x4D, "i64.atomic.rmw16.cmpxchg_u", MEMORY_ARGUMENT, "all:l", 1, THREADS),
    I64_ATOMIC_RMW32_CMPXCHG_U(0xFE, 0x4E, "i64.atomic.rmw32.cmpxchg_u", MEMORY_ARGUMENT, "all:l", 2, THREADS);

    private static final Opcode[] SINGLE = new Opcode[0x100];
    private static final Opcode[][] PREFIXED = new Opcode[0x100][];
    private static final Map<String, List<Opcode>> BY_MNEMONIC = new HashMap<>();

    static {
        for (Opcode opcode : values()) {
            if (opcode.prefix == 0) {
                SINGLE[opcode.code] = opcode;
            } else {
                if (PREFIXED[opcode.prefix] == null) {
                    PREFIXED[opcode.prefix] = new Opcode[0x120];
                }
                PREFIXED[opcode.prefix][opcode.code] = opcode;
            }
            BY_MNEMONIC.merge(opcode.mnemonic, List.of(opcode),
                            (first, second) -> List.of(first.getFirst(), second.getFirst()));
        }
    }

    private final int prefix;
    private final int code;
    private final String mnemonic;
    private final Immediate immediate;
    private final String operands;
    private final String results;
    private final int alignment;
    private final Feature feature;

    Opcode(int code, String mnemonic, Immediate immediate, String type) {
        this(0, code, mnemonic, immediate, type, -1, null);
    }

    Opcode(int code, String mnemonic, Immediate immediate, String type, Feature feature) {
        this(0, code, mnemonic, immediate, type, -1, feature);
    }

    Opcode(int code, String mnemonic, Immediate immediate, String type, int alignment) {
        this(0, code, mnemonic, immediate, type, alignment, null);
    }

    Opcode(int prefix, int code, String mnemonic, Immediate immediate, String type, Feature feature) {
        this(prefix, code, mnemonic, immediate, type, -1, feature);
    }

    Opcode(int prefix, int code, String mnemonic, Immediate immediate, String type, int alignment, Feature feature) {
        this.prefix = prefix;
        this.code = code;
        this.mnemonic = mnemonic;
        this.immediate = immediate;
        int colon = type == null ? -1 : type.indexOf(':');
        this.operands = type == null ? null : type.substring(0, colon);
        this.results = type == null ? null : type.substring(colon + 1);
        this.alignment = alignment;
        this.feature = feature;
    }

    /** The instruction of one byte with this code, or null. */
    public static Opcode of(int code) {
        return SINGLE[code];
    }

    /** The instruction with this prefix byte and code, or null. */
    public static Opcode of(int prefix, int code) {
        Opcode[] row = PREFIXED[prefix];
        return row != null && Integer.compareUnsigned(code, row.length) < 0 ? row[code] : null;
    }

    /** Whether this byte is a prefix: a code in LEB128 follows it. */
    public static boolean isPrefix(int code) {
        return PREFIXED[code] != null;
    }

    /**
     * The instructions with this mnemonic: none, one, or two where immediates decide ({@code select}, {@code ref.test},
     * {@code ref.cast}), the one without the immediate or null first.
     */
    public static List<Opcode> of(String mnemonic) {
        return BY_MNEMONIC.getOrDefault(mnemonic, List.of());
    }

    /** The prefix byte, or 0 for an instruction of one byte. */
    public int prefix() {
        return prefix;
    }

    /** The code: the byte itself, or the number behind the prefix. */
    public int code() {
        return code;
    }

    public String mnemonic() {
        return mnemonic;
    }

    public Immediate immediate() {
        return immediate;
    }

    /** Whether the table knows the type, so that {@link #operands()} and {@link #results()} are not null. */
    public boolean hasFixedType() {
        return operands != null;
    }

    /** The operands' types as letters, the first operand first, or null. */
    public String operands() {
        return operands;
    }

    /** The results' types as letters, or null. */
    public String results() {
        return results;
    }

    /** log2 of the number of bytes accessed, or −1 where no memory is accessed with a memory argument. */
    public int alignment() {
        return alignment;
    }

    /** The feature that brought this instruction, or null where it has always been there. */
    public Feature feature() {
        return feature;
    }
}
