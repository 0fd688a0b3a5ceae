import django.db.models.functions.comparison
import django.db.models.functions.text
import django.db.models.lookups
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('conference', '0051_addresses_leave_the_trail'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='auditentry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('subject_name__contains', '@'), _negated=True), django.db.models.lookups.Exact(django.db.models.functions.text.StrIndex(django.db.models.functions.comparison.Cast('detail', models.TextField()), models.Value('@')), 0)), name='audit_entry_holds_no_address'),
        ),
    ]
