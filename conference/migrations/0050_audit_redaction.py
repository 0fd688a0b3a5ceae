from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('conference', '0020_constraint_in_plain_sql'),
    ]

    operations = [
        migrations.AddField(
            model_name='auditentry',
            name='redacted_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='values withheld since'),
        ),
    ]
